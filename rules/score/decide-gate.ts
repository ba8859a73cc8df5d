import type { Signal, TraceStep } from '../assessment.ts';
import { type Category, independentKind } from '../categories.ts';
import type { WholeGate } from '../compile/whole-gate.ts';
import { countedOf } from './counted-of.ts';
import { HEART, withinEarshot } from './earshot.ts';
import type { RuleSorts } from './rule-sorts.ts';

export interface GateDecision {
  readonly isMet: boolean;
  readonly isProviderMet: boolean;
  readonly kinds: readonly Category[];
  readonly score: number;
  readonly trace: readonly TraceStep[];
  /** The signals that its points come from. */
  readonly counted: readonly Signal[];
  readonly against: readonly Signal[];
  /** The points that are missing where all else is met and no more than a plain word speaks against it; else 0. */
  readonly lacking: number;
}

/** What speaks for an offer and against it, in reading order. */
export interface OfferEvidence {
  readonly signals: readonly Signal[];
  /** The same and those of rules on hold. */
  readonly told: readonly Signal[];
  readonly counterSignals: readonly Signal[];
}

/** What a release asks of an offer. */
export interface GateTerms {
  readonly gate: WholeGate;
  readonly sorts: RuleSorts;
}

/**
 * The offer gate: the provider's own voice, enough independent offer kinds, and enough points after counter-signals.
 * Each rule counts once, so that repeating a word earns nothing. A promise of payment on
 * arrival and a search for carriers are a provider's voice too; so is the form of an advert, which says in which way,
 * when and for how much, or praises the sum, without a word of we.
 *
 * A call to write or free seats may be about anything, so beside no plainer voice the post must name a way, a means, papers
 * or a promise. Where a provider speaks plainly, or a way stands beside an address and what is sold, and nothing speaks against it, fewer points
 * are asked for, and fewest of a telegram; more are where somebody warns or refuses, because warners and the cheated repeat the whole offer.
 */
export function decideGate(post: OfferEvidence, { gate, sorts }: GateTerms): GateDecision {
  const trace: TraceStep[] = [];
  const kinds: Category[] = [];
  let score = 0;
  let voice = 0;
  const counted = countedOf(post.signals, post.told);
  for (const { rule, category, weight } of counted) {
    if (PROVIDER_VOICES.has(category)) voice = Math.max(voice, voiceOf(category, weight));
    if (!NOT_KINDS.has(category)) {
      const kind = independentKind(category);
      if (!kinds.includes(kind)) kinds.push(kind);
    }
    score += weight;
    trace.push({ step: 'counted', rule, category, weight });
  }
  let heaviestCounter = 0;
  let takenOff = 0;
  let isAsking = false;
  let isDisputed = false;
  const against = countedOf(withinEarshot(post.counterSignals, post.told));
  for (const { rule, category, weight } of against) {
    takenOff += weight;
    heaviestCounter = Math.max(heaviestCounter, weight);
    if (category === 'seeker' && weight >= PLAIN) isAsking = true;
    if (DISPUTES.has(category) && weight >= DISPUTE) isDisputed = true;
    trace.push({ step: 'counted', rule, category, weight: -weight });
  }
  score -= takenOff;
  kinds.sort();
  const isAdvertised =
    isFullAdvert(kinds, heaviestCounter) || isBargain(counted, sorts.sums, heaviestCounter);
  const isVoiceMet = voice > (isAsking ? PLAIN : FAINT) || isAdvertised || isAdvert(kinds, heaviestCounter);
  const isProviderMet = isVoiceMet && (voice >= PLAIN || kinds.some((kind) => OF_A_CROSSING.has(kind)));
  const isAnnounced =
    heaviestCounter === 0 && isAnnouncement(kinds, counted, { addresses: sorts.addresses, voice });
  const needed = neededPoints(gate, {
    isPlain: (voice > PLAIN && heaviestCounter <= FAINT) || isAdvertised || isAnnounced,
    isTerse: heaviestCounter === 0 && kinds.includes('contact') && isTelegram(post.signals),
    isDisputed: isDisputed && voice < DISPUTE,
  });
  const neededKinds = gate.kinds;
  const hasKinds = kinds.length >= neededKinds;
  trace.push(
    { step: 'gate', part: 'provider', met: isProviderMet },
    { step: 'gate', part: 'kinds', met: hasKinds, found: kinds, needed: neededKinds },
    { step: 'gate', part: 'threshold', met: score >= needed, score, needed },
  );
  const isMet = isProviderMet && hasKinds && score >= needed;
  const isOpen = isProviderMet && hasKinds && takenOff <= PLAIN;
  const lacking = isOpen ? Math.max(0, needed - score) : 0;
  return { isMet, isProviderMet, kinds, score, trace, counted, against, lacking };
}

interface Tone {
  readonly isPlain: boolean;
  readonly isTerse: boolean;
  readonly isDisputed: boolean;
}

function neededPoints(gate: WholeGate, { isPlain, isTerse, isDisputed }: Tone): number {
  if (isDisputed) return gate.disputedThreshold;
  if (isTerse) return gate.terseThreshold;
  return isPlain ? gate.plainThreshold : gate.threshold;
}

/** Voices that repeat an offer in order to turn it down. */
const DISPUTES: ReadonlySet<Category> = new Set(['warning', 'refusal']);
/** How heavy such a voice is where it is plain; a provider's as heavy ("we are no smugglers") warns of rivals. */
const DISPUTE = 8;

const PROVIDER_VOICES: ReadonlySet<Category> = new Set(['provider', 'recruiter', 'payment-on-arrival']);
/** A voice or a question of this weight is plain: "we take you", "who can take me". */
const PLAIN = 4;

/**
 * How plainly a provider speaks. Who asks for a passage names a price, wants to pay on arrival and waits for messages too,
 * so beside a plain question only a plainer voice counts.
 */
function voiceOf(category: Category, weight: number): number {
  return category === 'payment-on-arrival' ? Math.min(weight, PLAIN) : weight;
}

/** What a shared meal, a flat or a petition does not name. */
const OF_A_CROSSING: ReadonlySet<Category> = new Set(['route', 'transport', 'documents', 'guarantee']);

const NOT_KINDS: ReadonlySet<Category> = new Set(['provider', 'recruiter', 'wording']);
/** A way, a price, an address: so many kinds in one post are an advert. Counted heads ("two men") are no voice. */
const ADVERT_KINDS = 3;
const FAINT = 1;

/**
 * Only where no other voice is heard: a traveller's question can name as many kinds. A question mark is no voice. Whoever
 * tells of a journey names way, means and sum as well, so that an advert also gives an address or a fourth kind; where
 * nothing at all speaks against it, a way is enough, and papers need but one kind beside them: rules know papers by what is
 * not in order with them.
 */
function isAdvert(kinds: readonly Category[], heaviestCounter: number): boolean {
  const isUndisputed = heaviestCounter === 0;
  if (isUndisputed && kinds.length > 1 && kinds.includes('documents')) return true;
  if (kinds.length < ADVERT_KINDS || heaviestCounter > FAINT) return false;
  if (kinds.length > ADVERT_KINDS || kinds.includes('contact')) return true;
  return isUndisputed && kinds.includes('route');
}

/** A way and its price told plainly; beside them a telegram needs an address: "Minsk - Warsaw, 3000 euro, @name". */
function isTelegram(signals: readonly Signal[]): boolean {
  return WAY_AND_PRICE.every((kind) => signals.some(isHeavy(kind)));
}

function isHeavy(kind: Category): (signal: Signal) => boolean {
  return ({ category, weight }) => category === kind && weight >= HEART;
}

/**
 * A way and where to write to, beside a plain voice or what is sold: papers, a promise, a price. A lift has a way, free seats and a
 * number too, but asks for no private message beside the number, and sells nothing.
 */
function isAnnouncement(
  kinds: readonly Category[],
  counted: readonly Signal[],
  { addresses, voice }: { readonly addresses: ReadonlySet<string>; readonly voice: number },
): boolean {
  if (!kinds.includes('route') || !counted.some(({ rule }) => addresses.has(rule))) return false;
  if (voice >= PLAIN || SOLD.some((kind) => kinds.includes(kind))) return true;
  const contacts = counted.filter(({ category }) => category === 'contact').length;
  return voice > FAINT && kinds.length >= ADVERT_KINDS && contacts >= A_CALL_AND_AN_ADDRESS;
}

/** Rules that found something in it: a word such as "DM" is one, and so is each kind of address. */
const A_CALL_AND_AN_ADDRESS = 2;

const SOLD: readonly Category[] = ['price', 'documents', 'guarantee'];

/** A way, its price and two kinds more, and nothing at all against it: as plain as a voice. */
function isFullAdvert(kinds: readonly Category[], heaviestCounter: number): boolean {
  return (
    kinds.length > ADVERT_KINDS &&
    heaviestCounter === 0 &&
    WAY_AND_PRICE.every((kind) => kinds.includes(kind))
  );
}

/**
 * A way, its price and what makes it cheap, and nothing at all against it ("Athens to Milan now 2200, it was 3000"): who pays tells
 * the sum, and only who sells praises it.
 */
function isBargain(counted: readonly Signal[], sums: ReadonlySet<string>, heaviestCounter: number): boolean {
  if (heaviestCounter > 0 || !counted.some(isHeavy('route'))) return false;
  const prices = counted.filter(isHeavy('price'));
  return prices.some(({ rule }) => sums.has(rule)) && prices.some(({ rule }) => !sums.has(rule));
}

const WAY_AND_PRICE: readonly Category[] = ['route', 'price'];

import { type Assessment, regionOf, type ScoredSign } from '../../queue/contracts/index.ts';
import type { ErroredRule, PostCount, SignCount } from '../../queue/storage/index.ts';
import { type Corridor, scriptOf } from '../../rules/index.ts';
import type { Assessed } from './assessed.ts';

/**
 * The way that a post names. Only a post in which the rules found one is read again; of people at risk nothing is told.
 * @returns `null` where none is named
 */
export function corridorOf(
  scorer: { corridor(text: string): Corridor },
  text: string,
  { lane, signals }: Assessment,
): Corridor | null {
  if (lane === 'protect' || !signals.some(({ category }) => category === 'route')) return null;
  const corridor = scorer.corridor(text);
  return corridor.from === null && corridor.to === null ? null : corridor;
}

/** The way as parts of the world, for statistics. */
export function wayOf(corridor: Corridor | null): Assessed['way'] {
  if (corridor === null) return { origin: 'unknown', destination: 'unknown' };
  return { origin: regionOf(corridor.from), destination: regionOf(corridor.to) };
}

/** An end of a way that is not told. */
const SOMEWHERE = 'ZZ';
const NO_WAY = 'none';

/** What a post is about by itself, for comparing how rules treat content; of who wrote it nothing can be told (FAI-04). */
export function contentOf(text: string, corridor: Corridor | null): Assessed['content'] {
  const way = corridor && `${corridor.from ?? SOMEWHERE}-${corridor.to ?? SOMEWHERE}`;
  return { script: scriptOf(text), corridor: way ?? NO_WAY };
}

/** Counts once what is told alike, in the order in which each was first met. */
export function countAlike(all: readonly Pick<Assessed, 'assessment' | 'content' | 'way'>[]): PostCount[] {
  const counts = new Map<string, Omit<PostCount, 'count'> & { count: number }>();
  for (const { assessment, content, way } of all) {
    const { language } = assessment;
    const lane = isShadowed(assessment) ? 'shadow' : assessment.lane;
    // The way as parts of the world follows from the way between countries.
    const key = `${lane} ${language} ${content.script} ${content.corridor}`;
    const known = counts.get(key);
    if (known === undefined) counts.set(key, { lane, language, ...content, ...way, count: 1 });
    else known.count += 1;
  }
  return [...counts.values()];
}

/** Whether a post would have been flagged for review, were its language not in shadow: the last that its trace says. */
export function isShadowed({ lane, trace }: Assessment): boolean {
  return lane === 'none' && trace.at(-1)?.step === 'shadowed';
}

/** The rules that counted for an offer, as the trace says. */
export function countedRules({ trace }: Assessment): string[] {
  return trace.flatMap(({ step, rule, weight }) =>
    step === 'counted' && typeof rule === 'string' && typeof weight === 'number' && weight > 0 ? [rule] : [],
  );
}

/**
 * Whether a post of the protection lane would be in review without its call for help. Families who tell of a ransom, and calls that are
 * passed on, name ways, sums and numbers too; that does not make an offer of them. Only a post with signs of one is read again.
 */
export function carriesBait(
  scorer: { offers(text: string): boolean },
  text: string,
  { lane, trace }: Assessment,
): boolean {
  return lane === 'protect' && trace.some(({ step }) => step === 'offer-and-distress') && scorer.offers(text);
}

/** Whether a post carries what oversight counts apart: bait for the protection lane, or a search for carriers. */
function signOf({ assessment: { lane, trace }, isBait }: SignedPost): ScoredSign | null {
  if (isBait) return 'offer-and-distress';
  const isHiring = trace.some(({ step, category }) => step === 'counted' && category === 'recruiter');
  return lane === 'review' && isHiring ? 'hires-carriers' : null;
}

type SignedPost = Pick<Assessed, 'assessment' | 'isBait'>;

/** How many posts of each language carry such a sign. Nothing of them is told beside. */
export function countSigns(all: readonly SignedPost[]): SignCount[] {
  const counts = new Map<string, SignCount>();
  for (const one of all) {
    const sign = signOf(one);
    if (sign === null) continue;
    const { language } = one.assessment;
    const key = `${sign} ${language}`;
    counts.set(key, { sign, language, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  return [...counts.values()];
}

/**
 * Rules that could not be run, with the number of posts. A rule runs once for each language that speaks it, so it may fail in several
 * ways on one post, which counts once, with the fault that came first.
 */
export function countErrored(all: readonly Pick<Assessed, 'assessment'>[]): ErroredRule[] {
  const counts = new Map<string, ErroredRule>();
  for (const { assessment } of all) {
    const failed = new Set<string>();
    for (const { step, rule, error } of assessment.trace) {
      if (step !== 'errored' || typeof rule !== 'string' || failed.has(rule)) continue;
      failed.add(rule);
      const kind = String(error);
      const key = `${rule} ${kind}`;
      counts.set(key, { rule, error: kind, posts: (counts.get(key)?.posts ?? 0) + 1 });
    }
  }
  return [...counts.values()];
}

import type { Actor, ItemState, Outcome, Role } from '../contracts/index.ts';
import { UNDO_MINUTES } from '../contracts/item.ts';
import type { ReviewStep } from './port.ts';

type ReviewLane = 'review' | 'protect';

/**
 * Who may take a step. `anyone` with the role; `uninvolved`: who has never judged the item; `holder` of the claim;
 * `drawn`: who was given it last, also when their lease has run out; `judge`: whose first judgment it is; `unchanged`: the same, while they have not changed it yet (HUM-03);
 * `successor`: anybody but the judge, once that judgment was left for longer than it may be taken back; `heir`: who has never judged
 * the item, once it was left for a day.
 */
type StepBy = 'anyone' | 'uninvolved' | 'holder' | 'drawn' | 'judge' | 'unchanged' | 'successor' | 'heir';

/** A judgment that nobody concluded for so long has been left, ms: whoever goes home comes back within it, mostly. */
export const LEFT_MS = 24 * 3_600_000;

const UNDO_MS = UNDO_MINUTES * 60_000;

/** How long a judgment must have been left before these are given its item, ms. */
export const LEFT_FOR = { successor: UNDO_MS, heir: LEFT_MS } as const satisfies Partial<
  Record<StepBy, number>
>;

/**
 * What the judgment says that leads somewhere else: `cleared` is neither an offer nor, in the review lane, somebody at risk. A judgment
 * of `protect` always leaves for the protection lane.
 */
type Verdict = 'offer' | 'override' | 'cleared' | 'protect';

/** Being given an item by `next` is no step that anybody takes by an item's id. */
type MachineStep = ReviewStep | 'draw';

interface StepRule {
  readonly step: MachineStep;
  readonly from: readonly ItemState[];
  readonly lane: ReviewLane;
  readonly roles: readonly Role[];
  readonly by: StepBy;
  /** Where it leads, by what the judgment says; a step without a judgment leads to `next`. */
  readonly to: Readonly<Partial<Record<Verdict | 'next', ItemState>>>;
}

const REVIEWER: readonly Role[] = ['reviewer'];
const ADJUDICATOR: readonly Role[] = ['adjudicator'];
const PROTECTION: readonly Role[] = ['protection'];
const OVERSIGHT: readonly Role[] = ['oversight'];
/** Whoever sees content outside the protection lane may hand it over. */
const CONTENT: readonly Role[] = ['reviewer', 'adjudicator'];

/**
 * The item's state machine as data: interface, API and tests derive from it. Between judging and an outcome there is
 * always a person: no step starts from a score, none is taken by the program itself, and none leads out of the protection
 * lane (HUM-01, PRO-02).
 */
export const STEPS: readonly StepRule[] = [
  // In the review lane nobody chooses: items are drawn, and a claim is taken up again by who was given it (HUM-10).
  ...review('draw', ['waiting'], REVIEWER, 'anyone', { next: 'claimed' }),
  ...review('claim', ['waiting', 'claimed'], REVIEWER, 'drawn', { next: 'claimed' }),
  ...review('release', ['claimed'], REVIEWER, 'holder', { next: 'waiting' }),
  ...review('ask', ['claimed'], REVIEWER, 'holder', { next: 'claimed' }),
  // The reveal follows the first judgment at once, in the same transaction.
  ...review('judge', ['claimed'], REVIEWER, 'holder', {
    offer: 'revealed',
    override: 'revealed',
    cleared: 'revealed',
    protect: 'waiting',
  }),
  ...review('revise', ['revealed'], REVIEWER, 'unchanged', {
    offer: 'second',
    override: 'second',
    cleared: 'outcome',
    protect: 'waiting',
  }),
  ...review('conclude', ['revealed'], REVIEWER, 'judge', {
    offer: 'second',
    override: 'second',
    cleared: 'outcome',
  }),
  ...review('undo', ['revealed', 'second', 'outcome'], REVIEWER, 'unchanged', { next: 'claimed' }),
  // Whoever judged may be gone for good: somebody else judges first, and blindly, before the text is erased unsaid.
  ...review('draw', ['revealed'], REVIEWER, 'heir', { next: 'claimed' }),
  // An offer needs a blind second reviewer; to them the item looks like any other.
  ...review('draw', ['second'], REVIEWER, 'uninvolved', { next: 'second' }),
  ...review('claim', ['second'], REVIEWER, 'drawn', { next: 'second' }),
  ...review('release', ['second'], REVIEWER, 'holder', { next: 'second' }),
  ...review('ask', ['second'], REVIEWER, 'holder', { next: 'second' }),
  ...review('judge', ['second'], REVIEWER, 'holder', {
    offer: 'outcome',
    override: 'agreed',
    cleared: 'disputed',
    protect: 'waiting',
  }),
  ...review('draw', ['disputed'], ADJUDICATOR, 'uninvolved', { next: 'disputed' }),
  ...review('claim', ['disputed'], ADJUDICATOR, 'drawn', { next: 'disputed' }),
  ...review('release', ['disputed'], ADJUDICATOR, 'holder', { next: 'disputed' }),
  ...review('ask', ['disputed'], ADJUDICATOR, 'holder', { next: 'disputed' }),
  ...review('judge', ['disputed'], ADJUDICATOR, 'holder', {
    offer: 'outcome',
    override: 'agreed',
    cleared: 'outcome',
    protect: 'waiting',
  }),
  // Press, aid and the like are no offers unless two reviewers and oversight say otherwise (PRO-06).
  ...review('approve', ['agreed'], OVERSIGHT, 'uninvolved', { override: 'outcome' }),
  ...review('refuse', ['agreed'], OVERSIGHT, 'uninvolved', { override: 'disputed' }),
  ...review(
    'protect',
    ['waiting', 'claimed', 'revealed', 'second', 'disputed', 'agreed', 'outcome'],
    CONTENT,
    'anyone',
    { protect: 'waiting' },
  ),
  // Who works on cases sees closed offers, and may be the first to see that somebody is at risk.
  ...review('protect', ['outcome'], ['exporter'], 'anyone', { protect: 'waiting' }),
  // Protection goes by who is in danger, so it may choose.
  ...protect('draw', ['waiting'], 'anyone', { next: 'claimed' }),
  ...protect('claim', ['waiting'], 'anyone', { next: 'claimed' }),
  ...protect('claim', ['claimed'], 'holder', { next: 'claimed' }),
  ...protect('release', ['claimed'], 'holder', { next: 'waiting' }),
  ...protect('judge', ['claimed'], 'holder', { cleared: 'revealed', protect: 'revealed' }),
  ...protect('revise', ['revealed'], 'unchanged', { cleared: 'outcome', protect: 'outcome' }),
  ...protect('conclude', ['revealed'], 'judge', { cleared: 'outcome', protect: 'outcome' }),
  ...protect('undo', ['revealed', 'outcome'], 'unchanged', { next: 'claimed' }),
  // Whoever judged may be gone: nobody at risk waits for one person to come back and end it.
  ...protect('draw', ['revealed'], 'successor', { next: 'claimed' }),
  ...protect('claim', ['revealed'], 'successor', { next: 'claimed' }),
];

function review(
  step: MachineStep,
  from: readonly ItemState[],
  roles: readonly Role[],
  by: StepBy,
  to: StepRule['to'],
): StepRule[] {
  return [{ step, from, lane: 'review', roles, by, to }];
}

function protect(step: MachineStep, from: readonly ItemState[], by: StepBy, to: StepRule['to']): StepRule[] {
  return [{ step, from, lane: 'protect', roles: PROTECTION, by, to }];
}

/** What the machine looks at. Moments are ms since 1970. */
export interface Standing {
  readonly state: ItemState;
  readonly lane: ReviewLane;
  readonly holder: string | null;
  readonly leaseUntil: number | null;
  /** Whose first judgment stands, and when it was given or changed last. */
  readonly judgedBy: string | null;
  readonly judgedAt: number | null;
  /** Whether somebody else has judged it on top of that judgment. */
  readonly isSeconded: boolean;
  /** Everybody who ever judged the item, also where it was undone. */
  readonly judges: readonly string[];
  /** Those of them who have used up their one change. */
  readonly changed: readonly string[];
  /** Colleagues who read the post to answer a question: they judge nothing of it, and may still hand it over. */
  readonly consulted: readonly string[];
}

/** A step that may be taken now, with where it leads. */
interface OpenStep {
  readonly step: MachineStep;
  readonly to: StepRule['to'];
}

/** The steps that `actor` may take at `now`. A claim whose lease ran out counts as none. */
export function openSteps(
  standing: Standing,
  actor: Pick<Actor, 'id' | 'roles'>,
  now: number,
): readonly OpenStep[] {
  const holder = holderOf(standing, now);
  const state = standing.state === 'claimed' && holder === null ? 'waiting' : standing.state;
  return STEPS.filter(
    (rule) =>
      rule.lane === standing.lane &&
      rule.from.includes(state) &&
      rule.roles.some((role) => actor.roles.includes(role)) &&
      (rule.step === 'protect' || !standing.consulted.includes(actor.id)) &&
      isBy(rule.by, standing, actor.id, now) &&
      (rule.step !== 'draw' || holder === null) &&
      (rule.step !== 'claim' || holder === null || holder === actor.id) &&
      (rule.step !== 'undo' || isUnsettled(standing, now)),
  );
}

/**
 * Whether the judgment that an item stands on may still be taken back, by whoever gave it: for a time, and until somebody acted on it. A
 * second reviewer who has the item before them is one. Who judged it before, in the review lane
 * ahead of protection or in a judgment taken back, acted on nothing of it.
 */
export function isUnsettled(standing: Standing, now: number): boolean {
  return (
    holderOf(standing, now) === null && !standing.isSeconded && (standing.judgedAt ?? 0) >= now - UNDO_MS
  );
}

/** Where what somebody holds goes back to, whatever roles they have by now: nobody needs a right to let go (WEL-05). */
export function putBack({ lane, state }: Pick<Standing, 'lane' | 'state'>): StepRule['to'] {
  const rule = STEPS.find((one) => one.step === 'release' && one.lane === lane && one.from.includes(state));
  return rule?.to ?? { next: state };
}

/** Those of the steps that somebody takes by the item's id. */
export function stepsById(steps: readonly OpenStep[]): ReviewStep[] {
  return steps.flatMap(({ step }) => (step === 'draw' ? [] : [step]));
}

/** Who holds the item at `now`. */
export function holderOf({ holder, leaseUntil }: Standing, now: number): string | null {
  return (leaseUntil ?? 0) > now ? holder : null;
}

function isBy(by: StepBy, standing: Standing, id: string, now: number): boolean {
  switch (by) {
    case 'anyone':
      return true;
    case 'uninvolved':
      return !standing.judges.includes(id);
    case 'holder':
      return holderOf(standing, now) === id;
    case 'drawn':
      return standing.holder === id;
    case 'judge':
      return standing.judgedBy === id;
    case 'unchanged':
      return standing.judgedBy === id && !standing.changed.includes(id);
    case 'successor':
      return standing.judgedBy !== id && wasLeft(standing, now - LEFT_FOR.successor);
    case 'heir':
      return !standing.judges.includes(id) && wasLeft(standing, now - LEFT_FOR.heir);
  }
}

function wasLeft({ judgedAt }: Standing, since: number): boolean {
  return (judgedAt ?? 0) <= since;
}

/** What a judgment says to the machine. */
export function verdictOf(outcome: Outcome, isOverride: boolean): Verdict {
  if (outcome === 'offer') return isOverride ? 'override' : 'offer';
  return outcome === 'protect' ? 'protect' : 'cleared';
}

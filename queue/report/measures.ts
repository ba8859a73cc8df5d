import type { EvaluationPlan, IncidentKind, Severity } from '../contracts/evaluation.ts';
import { agreementOf } from '../review/agreement.ts';
import type { MonthCounts } from '../statistics/month-counts.ts';
import { countOf, SLOWEST, type TallyRow } from './entry-tally.ts';
import { sumOf } from './sum-months.ts';

/** One figure that the plan says something about. */
export interface Measure {
  readonly id: 'precision' | 'disputed' | 'upheld' | 'alert-seconds' | 'leaks';
  /** Share of `n`, or a plain number where `n` is `null`; `null` where it is held back or there was nothing. */
  readonly value: number | null;
  readonly n: number | null;
  /** 95 % (Wilson 1927), of a share. */
  readonly interval: readonly [low: number, high: number] | null;
  /** `null` without a plan that was fixed in time. */
  readonly bound: number | null;
  readonly isLeast: boolean;
  /** `null`: not to be told, or no plan. */
  readonly isMet: boolean | null;
}

interface MeasureSources {
  readonly outcomes: readonly MonthCounts[];
  readonly tally: readonly TallyRow[];
  readonly plan: EvaluationPlan | null;
  readonly incidents: readonly {
    readonly kind: IncidentKind;
    readonly severity: Severity;
    readonly count: number;
  }[];
}

/** Benefit and harm by the plan, each with its n (EVA-01, EVA-02). */
export function measuresOf({ outcomes, tally, plan, incidents }: MeasureSources): Measure[] {
  const count = (name: string) => countOf(tally, name);
  const [offers, others] = [sumOf(outcomes, 'offer'), sumOf(outcomes, 'not_offer')];
  const slowest = tally.find(({ name }) => name === SLOWEST)?.count ?? null;
  const leaks = incidents.filter(({ kind }) => kind === 'leak').reduce((sum, one) => sum + one.count, 0);
  const decided = offers === null || others === null ? null : offers + others;
  const [disputed, seconded] = [count('item.disputed'), count('item.seconded')];
  const [upheld, contests] = [count('contest.decided upheld'), count('contest.decided')];
  return [
    share('precision', [offers, decided], plan?.leastPrecision, true),
    share('disputed', [disputed, seconded], plan?.mostDisputed, false),
    share('upheld', [upheld, contests], plan?.mostUpheld, false),
    plain('alert-seconds', slowest, plan?.alertSeconds),
    plain('leaks', leaks, plan?.mostLeaks),
  ];
}

/** A share misses its bound where its whole interval lies beyond it: chance alone condemns nobody. */
function share(
  id: Measure['id'],
  [hits, n]: readonly [hits: number | null, of: number | null],
  bound: number | undefined,
  isLeast: boolean,
): Measure {
  const isHeld = hits === null || n === null;
  const { interval } = isHeld ? agreementOf(0, 0) : agreementOf(n, hits);
  const isMet =
    interval === null || bound === undefined ? null : isLeast ? interval[1] >= bound : interval[0] <= bound;
  return {
    id,
    value: isHeld || n === 0 ? null : hits / n,
    n: isHeld ? null : n,
    interval,
    bound: bound ?? null,
    isLeast,
    isMet,
  };
}

function plain(id: Measure['id'], value: number | null, bound: number | undefined): Measure {
  const isMet = value === null || bound === undefined ? null : value <= bound;
  return { id, value, n: null, interval: null, bound: bound ?? null, isLeast: false, isMet };
}

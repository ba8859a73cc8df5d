import type { EvaluationPlan, IncidentKind, Severity } from '../contracts/evaluation.ts';
import type { Figure, Month, MonthHiring } from '../contracts/figure.ts';
import type { ReleaseState } from '../contracts/statistics.ts';
import { type ShownHiring, shownHiring } from '../statistics/hiring.ts';
import { type MonthCounts, monthCounts } from '../statistics/month-counts.ts';
import { type Arm, comparisonOf } from './comparison.ts';
import type { LogTally } from './entry-tally.ts';
import { CURRENT_METHOD, type Fact, factsOf, type ReportMethod } from './facts.ts';
import { type Measure, measuresOf } from './measures.ts';
import { publicTally } from './public-tally.ts';

/** A plan as it was fixed before its month. */
export interface FixedPlan {
  readonly month: Month;
  readonly plan: EvaluationPlan;
  /** Of its canonical JSON (RFC 8785), hexadecimal; the log has it too. */
  readonly sha256: string;
  readonly fixedAt: string;
}

export interface ReportSources {
  readonly period: string;
  readonly months: readonly Month[];
  readonly figures: readonly Figure[];
  readonly hiring: readonly MonthHiring[];
  readonly tally: LogTally;
  readonly releases: readonly ReleaseState[];
  readonly plans: readonly FixedPlan[];
  readonly uncheckedLanguages: readonly string[];
  readonly incidents: readonly {
    readonly kind: IncidentKind;
    readonly severity: Severity;
    readonly count: number;
  }[];
}

/** Everything that a report says, in figures; both languages and all files are made of it. */
export interface ReportData {
  readonly vigie: 'report';
  readonly method: ReportMethod;
  readonly period: string;
  readonly months: readonly Month[];
  readonly log: Pick<LogTally, 'first' | 'last' | 'shredded'>;
  readonly tally: LogTally['rows'];
  readonly posts: readonly MonthCounts[];
  readonly outcomes: readonly MonthCounts[];
  /** How many of each month's offers hire carriers; reports of earlier methods do not say. */
  readonly hiring?: readonly ShownHiring[];
  readonly facts: readonly Fact[];
  readonly measures: readonly Measure[];
  readonly comparison: readonly Arm[];
  readonly plans: readonly FixedPlan[];
  readonly releases: readonly Pick<ReleaseState, 'id' | 'spec' | 'purpose' | 'sha256' | 'corrections'>[];
  readonly incidents: ReportSources['incidents'];
  /** Languages of whose words in the rules in force no native reader had checked all when it was made; earlier reports do not say. */
  readonly uncheckedLanguages?: readonly string[];
}

export function reportData(sources: ReportSources): ReportData {
  const { period, months, figures, hiring, tally, plans, incidents } = sources;
  const [posts, outcomes] = (['posts', 'outcomes'] as const).map((family) =>
    months.map((month) => monthCounts(figures, family, month)),
  ) as [MonthCounts[], MonthCounts[]];
  const rows = publicTally(tally, { months, posts, outcomes });
  return {
    vigie: 'report',
    method: CURRENT_METHOD,
    period,
    months,
    log: { first: tally.first, last: tally.last, shredded: tally.shredded },
    tally: rows,
    posts,
    outcomes,
    hiring: outcomes.map((month) => shownHiring(month, hiring)),
    ...derivedFigures({ method: CURRENT_METHOD, months, outcomes, tally: rows, plans, incidents }),
    plans,
    releases: sources.releases
      .filter(
        ({ state, decidedAt, corrections }) =>
          state === 'released' &&
          [decidedAt, ...corrections.map(({ at }) => at)].some((at) => isIn(months, at)),
      )
      .map(({ id, spec, purpose, sha256, corrections }) => ({ id, spec, purpose, sha256, corrections })),
    incidents,
    uncheckedLanguages: sources.uncheckedLanguages,
  };
}

/** What turns out wrong of a table of before is told in the period in which it is said: nobody makes the report of then again. */
function isIn(months: readonly Month[], at: string | null): boolean {
  return months.includes(at?.slice(0, 7) ?? '');
}

/** Every figure that follows from others: made with a report, and made anew to check one. */
export function derivedFigures({
  method,
  months,
  outcomes,
  tally,
  plans,
  incidents,
}: Pick<ReportData, 'method' | 'months' | 'outcomes' | 'tally' | 'plans' | 'incidents'>): Pick<
  ReportData,
  'facts' | 'measures' | 'comparison'
> {
  return {
    facts: factsOf({ rows: tally }, method),
    measures: measuresOf({ outcomes, tally, plan: planOf(months, plans), incidents }),
    comparison: comparisonOf({ outcomes, tally }, method),
  };
}

/** A period of several months is measured by a plan only where each of its months has that same one. */
function planOf(months: readonly Month[], plans: ReportSources['plans']): EvaluationPlan | null {
  const found = months.map((month) => plans.find((one) => one.month === month));
  const [first] = found;
  if (first === undefined || found.some((one) => one?.sha256 !== first.sha256)) return null;
  return first.plan;
}

import type { Family, FigureState, Month } from './figure.ts';
import type { AskableTables, BudgetState, ReleaseState } from './statistics.ts';

/** Counts by two dimensions, as people inside see them: `null` is a count from 1 to 9. */
export interface OverviewTable {
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  readonly cells: readonly (readonly (number | null)[])[];
  readonly rowTotals: readonly (number | null)[];
  /** How many there are in all: the table's n. */
  readonly total: number;
}

/** How many there were of each kind, month by month. */
export interface Trend {
  readonly family: Family;
  readonly state: FigureState;
  /** In the order of the months. */
  readonly counts: readonly number[];
}

/** A step on the way from posts to outcomes. */
export interface FunnelStep {
  readonly step: 'posts' | 'flagged' | 'items' | 'decided' | 'offers';
  readonly count: number;
}

/** How many of the offers hire carriers, month by month. */
export interface HiringTrend {
  /** In the order of the months; `null` in one that did not count it. */
  readonly counts: readonly (number | null)[];
  /** All of them together. */
  readonly total: number;
  /** The first of these months that counted it; `null` where none did. */
  readonly firstCounted: Month | null;
}

/** What the page of statistics shows; nothing of the protection lane is in it for whoever may not count that. */
export interface StatisticsView {
  readonly first: Month;
  readonly last: Month;
  readonly months: readonly Month[];
  readonly trends: readonly Trend[];
  /** Of the offers, how many hire carriers; `null` where no offers are shown. */
  readonly hiring: HiringTrend | null;
  readonly funnel: readonly FunnelStep[];
  /** Posts of the review lane by way, such as `western-asia>southern-europe`; `null` where they are too few. */
  readonly corridors: OverviewTable | null;
  /** Posts by language (rows) and lane. */
  readonly languages: OverviewTable | null;
  /** Posts by kind of source (rows) and lane. */
  readonly platforms: OverviewTable | null;
  readonly releases: readonly (Omit<ReleaseState, 'requestedBy' | 'decidedBy'> & {
    /** Whether who asks had it asked for: then somebody else decides. */
    readonly isOwn: boolean;
  })[];
  readonly budgets: readonly BudgetState[];
  readonly askable: AskableTables;
  readonly may: { readonly request: boolean; readonly decide: boolean };
}

/** What an installation has done so far. */
export interface StatusReport {
  /** Counted from the beginning, also after texts are gone: total is the sum of the others. */
  readonly posts: {
    readonly total: number;
    readonly staged: number;
    readonly none: number;
    readonly review: number;
    readonly protect: number;
    readonly dead: number;
  };
  readonly items: { readonly open: number; readonly decided: number };
  readonly log: { readonly size: number; readonly root: string | null };
}

/** Alerts about people at risk whose items have not ended, and those of them that nobody has had in hand for half an hour. */
export interface AlertCounts {
  readonly open: number;
  readonly unanswered: number;
}

/**
 * `seen`: posts came; `quiet`: none came, and they would have been seen; `blind`: they would not have been; `unproved`: none
 * came, and nothing known shows whether they would have been seen.
 */
export type CoverageState = 'seen' | 'quiet' | 'blind' | 'unproved';

/**
 * Why something is blind. `source`: the source is not well; `all-sources`: none is that ever brought it, or, of what
 * never came, none at all; `held`: a rule on hold
 * was what found its known offers; `errored`: a rule failed to run; `missed`: known offers or examples are not found;
 * `overreaches`: harmless posts are flagged, or a rule speaks where it must not.
 */
export type BlindReason = 'source' | 'all-sources' | 'held' | 'errored' | 'missed' | 'overreaches';

/** How a rule of one language answers to what its pack shows for it; see `rules/`. */
export interface ProbedRule {
  readonly rule: string;
  /** `und`: of no language. */
  readonly language: string;
  readonly answer: 'speaks' | Exclude<BlindReason, 'source' | 'all-sources'>;
}

/** So many invented posts, and how many came to the lane where they belong. */
export interface ProbedPosts {
  readonly n: number;
  readonly right: number;
}

export interface ProbedLanguage {
  readonly language: string;
  readonly offers: ProbedPosts;
  readonly harmless: ProbedPosts;
  readonly atRisk: ProbedPosts;
  /** Rules on hold without which a known offer is not found. */
  readonly lostTo: readonly string[];
}

/** What invented posts of the packs came to, scored as any post is: with the rules and the holds in force. */
export interface ProbeResults {
  /** `null`: no release stands behind the rules. */
  readonly release: string | null;
  readonly holds: readonly string[];
  /** Languages whose words a native reader has checked. */
  readonly checkedLanguages: readonly string[];
  /** ISO 8601. */
  readonly at: string;
  readonly languages: readonly ProbedLanguage[];
  readonly rules: readonly ProbedRule[];
}

/** Posts that came in the months that are looked at, and in which month the last did, as far back as is looked. */
export interface SeenPosts {
  readonly posts: number;
  /** For review; persons at risk are in `posts` alone. */
  readonly flagged: number;
  /** Such as 2026-11; `null`: none for a year. */
  readonly lastMonth: string | null;
}

export interface Covered extends SeenPosts {
  readonly state: CoverageState;
  readonly reason: BlindReason | null;
  /** What the reason is about: a state of the source, `off`, `gone` or `stopped`, or rules. */
  readonly about: readonly string[];
}

export interface CoveredSource extends Covered {
  readonly source: string;
  readonly lastYieldAt: string | null;
  readonly lastOkAt: string | null;
}

export interface CoveredLanguage extends Covered {
  readonly language: string;
  /** `null`: the packs have none of it. */
  readonly probe: ProbedLanguage | null;
  /** Rules by how they answer. */
  readonly rules: Readonly<Record<ProbedRule['answer'], number>>;
}

export interface CoveredCell extends Covered {
  readonly language: string;
  readonly source: string;
}

export interface CoveredRoute extends Covered {
  /** As `LY-IT` in ISO 3166-1 alpha-2. */
  readonly route: string;
}

export interface CoveredRule extends Covered {
  readonly rule: string;
  readonly language: string;
  /** From which sources what it found came. */
  readonly sources: readonly string[];
}

/** Language × route × source × rule: where Vigie looks, what came, and where it would not see anything. */
export interface CoverageReport {
  /** First days of the first and last month that are looked at. */
  readonly from: string;
  readonly to: string;
  /** First day of the month as far back as is looked for when something last came. */
  readonly since: string;
  readonly probes: Omit<ProbeResults, 'languages' | 'rules'>;
  /** Positions of the log between which what is counted was assessed. */
  readonly log: { readonly first: number; readonly last: number } | null;
  readonly sources: readonly CoveredSource[];
  readonly languages: readonly CoveredLanguage[];
  /** Those of which a post came in the last year. */
  readonly cells: readonly CoveredCell[];
  readonly routes: readonly CoveredRoute[];
  readonly rules: readonly CoveredRule[];
}

import type { Generated } from 'kysely';
import type { ScoredSign } from '../contracts/figure.ts';

/** Tables of holds, figures and samples. */
export interface FairnessTables {
  'vigie.rule_holds': RuleHoldTable;
  'vigie.content_counts': ContentCountTable;
  'vigie.sign_counts': SignCountTable;
  'vigie.rule_errors': RuleErrorTable;
  'vigie.flag_facts': FlagFactTable;
  'vigie.handed_over_facts': HandedOverFactTable;
  'vigie.samples': SampleTable;
  'vigie.sample_results': SampleResultTable;
}

/** A rule that is switched off; in force while `lifted_at` is `null`. */
export interface RuleHoldTable {
  hold_id: Generated<number>;
  rule: string;
  reason: string;
  /** JSON of what the watch on fairness found; `null` where a person held it. */
  figures: string | null;
  held_by: string;
  held_at: Date;
  approved_by: string | null;
  approved_at: Date | null;
  /** Why it may speak again, as the first of two people said. */
  lift_reason: string | null;
  lifted_by: string | null;
  lifted_at: Date | null;
}

/** So many posts of one kind of content more, or fewer: the count is the sum of the rows that say the same. */
interface ContentCountTable {
  /** First day of the month in which they were assessed, UTC. */
  month: Date;
  source_id: string;
  language: string;
  /** ISO 15924. */
  script: string;
  /** As `LY-IT` in ISO 3166-1 alpha-2, or `none`. */
  corridor: string;
  lane: string;
  change: number;
  /** The log entries that say so are between these, both included. */
  first_entry: number;
  last_entry: number;
}

/** So many posts more with such a sign; the count is the sum. */
interface SignCountTable {
  month: string;
  sign: ScoredSign;
  language: string;
  change: number;
}

/** So many posts more on which a rule could not be run; the count is the sum. */
interface RuleErrorTable {
  /** In which they were assessed, UTC. */
  day: Date;
  rule: string;
  /** The kind of fault. */
  error: string;
  /** Empty for none. */
  release: string;
  change: number;
}

/** What a flagged item is compared by, kept when its text is gone: counts of outcomes are made of it. */
interface FlagFactTable {
  item_id: string;
  month: Date;
  source_id: string;
  language: string;
  script: string;
  corridor: string;
  /** Rules that counted for an offer. */
  rules: string[];
}

/** What an item was when it went from the review lane to protection, until that month is over. */
interface HandedOverFactTable extends FlagFactTable {
  handed_over_at: Date;
  opened_at: Date;
  posts: number;
  ending: string;
  first: string;
  decided_at: Date;
}

/** A post that nothing flagged, drawn to be judged unmarked; everything of it is gone within seven days. */
interface SampleTable {
  item_id: string;
  post_id: string;
  wrapped_key: Uint8Array;
  sealed: Uint8Array;
  published_at: Date | null;
  /** As of any other item: JSON. */
  assessment: string;
  script: string;
  corridor: string;
  /** How likely a post like it was to be drawn, above 0 and at most 1. */
  share: number;
  drawn_at: Date;
  erase_at: Date;
  ended_at: Date | null;
}

/** What became of the samples of one kind: how many, and how many posts they stand for. */
interface SampleResultTable {
  month: Date;
  source_id: string;
  language: string;
  script: string;
  corridor: string;
  /** An outcome, `half_judged` (an offer by one person's word alone) or `unjudged`. */
  answer: string;
  share: number;
  samples: number;
}

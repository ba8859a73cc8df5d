import type { ColumnType, Generated, JSONColumnType } from 'kysely';

/** Tables of statistics, their releases and of evaluation. */
export interface StatisticsTables {
  'vigie.figures': FigureTable;
  'vigie.item_dimensions': ItemDimensionTable;
  'vigie.subject_outcomes': SubjectOutcomeTable;
  'vigie.hiring_counts': HiringCountTable;
  'vigie.counted_rules': CountedRulesTable;
  'vigie.statistic_releases': StatisticReleaseTable;
  'vigie.statistic_spends': StatisticSpendTable;
  'vigie.statistic_corrections': StatisticCorrectionTable;
  'vigie.statistic_closings': StatisticClosingTable;
  'vigie.evaluation_plans': EvaluationPlanTable;
  'vigie.evaluation_failures': EvaluationFailureTable;
  'vigie.incidents': IncidentTable;
  'vigie.source_suspensions': SourceSuspensionTable;
  'vigie.transparency_reports': TransparencyReportTable;
}

/** A change of a counter; the count is the sum. Its columns besides the first three are all that figures are told apart by. */
interface FigureTable {
  month: string;
  family: string;
  state: string;
  language: string;
  platform: string;
  origin: string;
  destination: string;
  change: number;
}

/** What an item is counted by; it says nothing of who wrote it. */
interface ItemDimensionTable {
  item_id: string;
  platform: string;
  origin: string;
  destination: string;
}

/** Outcomes of items of the review lane by the rules that flagged them and by source. */
interface SubjectOutcomeTable {
  month: string;
  kind: 'source' | 'rule';
  subject: string;
  outcome: string;
  change: number;
}

/** A change of how many offers hire carriers; the count is the sum. */
interface HiringCountTable {
  month: string;
  change: number;
}

/** The rules that an outcome of the review lane was counted for, as long as it can be taken back from them. */
interface CountedRulesTable {
  item_id: string;
  rules: string[];
}

/** A table that somebody asked to release, with what it is made of as that was then. */
interface StatisticReleaseTable {
  release_id: Generated<number>;
  kind: 'one-off' | 'repeated';
  spec: JSONColumnType<object>;
  months: string[];
  family: string;
  purpose: string;
  inputs: JSONColumnType<object>;
  /** 32 random bytes from which all noise follows; `null` for tables without. */
  seed: Uint8Array | null;
  requested_by: string;
  requested_at: Date;
  state: Generated<'waiting' | 'released' | 'refused'>;
  decided_by: string | null;
  decided_at: Date | null;
  /** Of the released file, hexadecimal. */
  sha256: string | null;
}

/** A part of a month's privacy budget that is gone for good; no row is ever changed or removed. */
interface StatisticSpendTable {
  spend_id: Generated<number>;
  release_id: number;
  month: string;
  /** Hundredths of epsilon. */
  epsilon: number;
  spent_at: Date;
}

/** What turned out to be wrong with a release, in public. */
interface StatisticCorrectionTable {
  correction_id: Generated<number>;
  release_id: number;
  note: string;
  made_by: string;
  made_at: Date;
}

/** That records came from a backup, so that nobody knows what was released since; it stays once two people have opened it. */
export interface StatisticClosingTable {
  closing_id: Generated<number>;
  /** Of the backup. */
  made_at: Date;
  restored_at: Date;
  /** The last month that is closed. */
  through: string;
  /** Months that stay closed when the others are opened. */
  released: Generated<string[]>;
  approved_by: string | null;
  approved_at: Date | null;
  opened_by: string | null;
  opened_at: Date | null;
}

/** What a period is measured by, fixed before it began. */
interface EvaluationPlanTable {
  month: string;
  plan: JSONColumnType<object>;
  sha256: string;
  fixed_by: string;
  fixed_at: Date;
}

/** That a rule or source missed its plan in a month. */
interface EvaluationFailureTable {
  month: string;
  kind: 'source' | 'rule';
  subject: string;
  found_at: Date;
  /** Whether it was found when a month beside it was missed, too, so that it was put out of use. */
  is_second: boolean;
}

/** Something that went wrong for people. */
interface IncidentTable {
  incident_id: Generated<number>;
  happened_on: string;
  severity: 'serious' | 'minor';
  kind: string;
  summary: string;
  recorded_by: string;
  recorded_at: Date;
}

/** That a source missed its plan twice; in force until two people have lifted it. */
interface SourceSuspensionTable {
  suspension_id: Generated<number>;
  source_id: string;
  suspended_at: Date;
  reason: string;
  asked_by: string | null;
  asked_at: Date | null;
  lifted_by: string | null;
  lifted_at: Date | null;
}

/** A transparency report that was made; two people publish it, and then its row stays. */
export interface TransparencyReportTable {
  report_id: Generated<number>;
  period: string;
  /** Of `report.json`, hexadecimal. */
  sha256: string;
  made_by: string;
  made_at: Date;
  /** SHA-256 of each file by its name, as the first of the two saw them. */
  files: ColumnType<object | null, string | null, string | null>;
  proposed_by: string | null;
  proposed_at: Date | null;
  published_by: string | null;
  published_at: Date | null;
}

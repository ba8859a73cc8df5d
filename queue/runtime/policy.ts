import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { LONGEST_DELAY_DAYS, TELLING_DAYS } from '../contracts/telling.ts';
import { requireYamlFileSync } from './yaml/yaml-file.ts';

/** A language as assessments name it. */
const Language = z
  .string()
  .regex(
    /^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/,
    'expected a language as assessments name it, such as "ti" or "hi-Latn"',
  );

/** The most days that a period of reports has. */
const PERIOD_DAYS = { month: 31, quarter: 92, 'half-year': 184, year: 366 } as const;

const Settings = z.strictObject({
  retention: z.strictObject({
    /** Hours an unflagged text may lie before it is erased; the law of the house allows 24 at most. */
    unflaggedHours: z.number().positive().max(24).default(24),
    /** Days a flagged text waits for a judgment. */
    flaggedDays: z.int().min(1).max(180).default(30),
    /** Hours until the text of an item that is no offer is erased; with the minute that takes it is within 72. */
    notOfferHours: z.int().min(1).max(71).default(48),
    /** Days the text of an offer is kept. */
    offerDays: z.int().min(1).max(1095).default(180),
    /** Days the text of an item that ended in protection is kept. */
    protectDays: z.int().min(1).max(180).default(30),
    /** Days the text of an item that nobody could tell is kept. */
    unresolvedDays: z.int().min(1).max(180).default(30),
    /** Days a reviewer's results on control items are kept. */
    controlDays: z.int().min(30).max(365).default(180),
    /** Days that what entries of the log say is kept; the law of the house asks for half a year, and has an end. */
    logDays: z.int().min(183).max(731).default(548),
  }),
  review: z
    .strictObject({
      /** Of the items that come to the review desk, the share whose answer is known (HUM-09); it cannot be none. */
      controlShare: z.number().min(0.01).max(0.2).default(0.05),
      /** Hours an item may wait in a language that nobody reads before it is an alarm. */
      unreadHours: z.int().min(1).max(720).default(48),
      /** Whom a reviewer can turn to, shown on the desk's page of help. */
      help: z.array(z.string().min(3).max(300)).max(10).default([]),
    })
    .prefault({}),
  fairness: z
    .strictObject({
      /** Posts of each language a week that nothing flagged and people judge all the same (FAI-02); it cannot be none. */
      sampledPerWeek: z.int().min(5).max(200).default(20),
      /** Days that such a post may lie; the law of the house allows 7 at most. */
      sampleDays: z.int().min(1).max(7).default(7),
      /** Months that figures are made of, the current one counted. */
      windowMonths: z.int().min(1).max(12).default(3),
      /** Of fewer decided items of a rule no gap is told, on either side of it. */
      fewest: z.int().min(20).max(500).default(30),
      /** A share of false flags may differ by so much between kinds of content before the rule is put on hold. */
      falseFlagGap: z.number().min(0.05).max(0.3).default(0.15),
      /** The same of people at risk that were flagged for review. */
      leakageGap: z.number().min(0.02).max(0.2).default(0.1),
      /** A rule is called noisy where its precision surely lies below. */
      precisionFloor: z.number().min(0.1).max(0.9).default(0.4),
      /** Months that counts are kept. */
      countMonths: z.int().min(12).max(60).default(36),
    })
    .prefault({}),
  rules: z
    .strictObject({
      /** Languages of which rules flag nothing for review: what they would have flagged is counted. Protection is as ever. */
      shadowLanguages: z
        .array(Language)
        .max(100)
        .refine((all) => new Set(all).size === all.length, 'expected each language once')
        .default([]),
    })
    .prefault({}),
  statistics: z
    .strictObject({
      /** Epsilon that tables with noise may spend on each month in all, for good; 4 is the most that the records take. */
      epsilonPerMonth: z.number().min(0.1).max(4).multipleOf(0.05).default(1),
    })
    .prefault({}),
  reports: z
    .strictObject({
      /** How often the transparency report appears (TRA-04). */
      every: z.enum(['month', 'quarter', 'half-year', 'year']).default('quarter'),
      /** Days after the end of a period until which its report is in time. */
      dueDays: z.int().min(14).max(120).default(60),
    })
    .prefault({}),
  telling: z
    .strictObject({
      /** Days after an act until which whoever posted is told of it (TRA-06). */
      dueDays: z.int().min(1).max(90).default(TELLING_DAYS),
      /** Days until the review of a delay at most. */
      longestDelayDays: z.int().min(7).max(LONGEST_DELAY_DAYS).default(LONGEST_DELAY_DAYS),
    })
    .prefault({}),
});
export type Policy = z.infer<typeof Settings>;

/** What an operator may set, each within bounds that no file can leave. */
export const Policy = Settings.superRefine(
  ({ retention: { logDays }, reports: { every, dueDays } }, context) => {
    const least = PERIOD_DAYS[every] + dueDays;
    if (logDays >= least) return;
    const message = `expected at least ${least} days, so that the log is not shredded before its report is due (a ${every} and the ${dueDays} days of reports.dueDays)`;
    context.addIssue({ code: 'custom', path: ['retention', 'logDays'], message });
  },
);

const SHAPE = { schema: Policy, holds: 'the policy' };

/**
 * Reads `policy.yml` of the configuration folder; without the file the defaults hold.
 * @throws AppError `config.invalid` with file:line:column of every fault
 */
export function loadPolicy(configDir: string): Policy {
  const path = join(configDir, 'policy.yml');
  return existsSync(path) ? requireYamlFileSync(path, SHAPE) : Policy.parse({ retention: {} });
}

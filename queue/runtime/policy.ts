import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readYaml } from './read-yaml.ts';

/** What an operator may set, each within bounds that no file can leave. */
export const Policy = z.strictObject({
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
  statistics: z
    .strictObject({
      /** Epsilon that tables with noise may spend on each month in all, for good; 4 is the most that the records take. */
      epsilonPerMonth: z.number().min(0.1).max(4).multipleOf(0.05).default(1),
    })
    .prefault({}),
});
export type Policy = z.infer<typeof Policy>;

/**
 * Reads `policy.yml` of the configuration folder; without the file the defaults hold.
 * @throws AppError `config.invalid` with file:line:column of every fault
 */
export function loadPolicy(configDir: string): Policy {
  const path = join(configDir, 'policy.yml');
  return existsSync(path) ? readYaml(path, Policy) : Policy.parse({ retention: {} });
}

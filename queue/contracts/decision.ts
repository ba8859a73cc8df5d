import { z } from 'zod';

/** What an item ends as. */
export const Outcome = z.enum(['offer', 'not_offer', 'protect', 'unresolved']);
export type Outcome = z.infer<typeof Outcome>;

/** The reasons a reviewer chooses from, per outcome; one is required. Keys are stable, the wording is the interface's. */
export const REASONS = {
  offer: ['crossing_offered', 'carriage_offered', 'documents_offered', 'recruits_customers'],
  not_offer: [
    'seeker',
    'news_or_research',
    'warning_or_aid',
    'lawful_travel',
    'lawful_goods_or_jobs',
    'fiction_or_joke',
    'other_topic',
    'rule_error',
  ],
  protect: ['distress', 'medical', 'missing', 'minor_alone', 'extortion', 'captivity', 'trafficking'],
  unresolved: ['not_understood', 'too_little_context'],
} as const satisfies Record<Outcome, readonly string[]>;

const ALL_REASONS: readonly string[] = Object.values(REASONS).flat();

/** One reviewer's judgment as it is submitted. */
export const Judgment = z
  .strictObject({
    outcome: Outcome,
    reason: z.string().refine((key) => ALL_REASONS.includes(key), { error: 'unknown reason key' }),
    note: z.string().max(4000).optional(),
  })
  .refine((judgment) => (REASONS[judgment.outcome] as readonly string[]).includes(judgment.reason), {
    error: 'this reason does not belong to this outcome',
    path: ['reason'],
  });
export type Judgment = z.infer<typeof Judgment>;

/** A judgment as recorded: the first one is given before the score was seen, a revision after the reveal. */
export const Decision = z.strictObject({
  version: z.literal(1),
  itemId: z.string(),
  /** `first`: before the score was seen; `revision`: after the reveal; `after_reveal`: anew, after undoing one. */
  stage: z.enum(['first', 'revision', 'after_reveal']),
  outcome: Outcome,
  reason: z.string(),
  note: z.string().optional(),
  actor: z.string(),
  decidedAt: z.iso.datetime(),
});
export type Decision = z.infer<typeof Decision>;

import { z } from 'zod';

/** What an item ends as. */
export const Outcome = z.enum(['offer', 'not_offer', 'protect', 'unresolved']);
export type Outcome = z.infer<typeof Outcome>;

/** What decides how long a text is kept: what its item ended as, or that it has not. */
export type RetentionClass = Outcome | 'undecided';

/** The reasons a reviewer chooses from, per outcome; one is required. Keys are stable, the wording is the interface's. */
export const REASONS = {
  offer: [
    'crossing_offered',
    'carriage_offered',
    'documents_offered',
    'recruits_customers',
    'recruits_carriers',
  ],
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

/** A reason to hand an item to protection. */
export const ProtectReason = z.enum(REASONS.protect);
export type ProtectReason = z.infer<typeof ProtectReason>;

/**
 * What makes an offer one (Protocol against the Smuggling of Migrants, articles 3(a), 6(1) and 6(3)): an act, and a
 * benefit that the poster seeks; aggravating facts weigh, and are none of them needed. A migrant's own conduct is no
 * element (article 5), so it cannot be named here.
 */
export const ELEMENTS = {
  act: ['enables_entry', 'enables_stay', 'procures_documents'],
  benefit: ['seeks_benefit'],
  aggravating: ['endangers_life', 'degrading_treatment'],
} as const;

const ElementKey = z.enum([...ELEMENTS.act, ...ELEMENTS.benefit, ...ELEMENTS.aggravating]);

/** A cited part of the post: UTF-16 offsets into its original text, the end not included. */
export const CitedSpan = z
  .strictObject({ start: z.int().nonnegative(), end: z.int().positive() })
  .refine(({ start, end }) => start < end, { error: 'expected a span that ends behind its start' });
export type CitedSpan = z.infer<typeof CitedSpan>;

/** So short a text explains nothing, UTF-16 units. */
export const MIN_NOTE_LENGTH = 10;
const MAX_CITED_SPANS = 20;

/** One reviewer's judgment as it is submitted. What an offer needs beyond a reason is checked here (HUM-05, PRO-01). */
export const Judgment = z
  .strictObject({
    outcome: Outcome,
    reason: z.string().refine((key) => ALL_REASONS.includes(key), { error: 'unknown reason key' }),
    note: z.string().max(4000).optional(),
    elements: z.array(ElementKey).max(10).optional(),
    spans: z.array(CitedSpan).max(MAX_CITED_SPANS).optional(),
  })
  .superRefine((judgment, context) => {
    const refuse = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message });
    if (!(REASONS[judgment.outcome] as readonly string[]).includes(judgment.reason))
      refuse('reason', 'this reason does not belong to this outcome');
    if (judgment.outcome !== 'offer') return;
    const names = (keys: readonly string[]) => judgment.elements?.some((key) => keys.includes(key)) ?? false;
    if (!names(ELEMENTS.act))
      refuse('elements', `an offer needs what is offered: one of ${ELEMENTS.act.join(', ')}`);
    if (!names(ELEMENTS.benefit))
      refuse('elements', 'an offer needs a benefit that the poster seeks: seeks_benefit');
    if ((judgment.spans ?? []).length === 0)
      refuse('spans', 'an offer needs at least one cited part of the post');
    if (!hasWords(judgment.note))
      refuse('note', `an offer needs a note of at least ${MIN_NOTE_LENGTH} characters`);
  });
export type Judgment = z.infer<typeof Judgment>;

/** Whether a note says something. */
export function hasWords(note: string | undefined): boolean {
  return (note ?? '').trim().length >= MIN_NOTE_LENGTH;
}

/**
 * Where in an item's way a judgment was given. `first`: before the score was seen; `revision`: the one after the reveal;
 * `after_reveal`: anew, after undoing one; `second`: by the blind second reviewer; `adjudication`: by who settles
 * it; `override`: oversight's word on an offer that the rules take for press, aid or the like.
 */
export const Stage = z.enum(['first', 'revision', 'after_reveal', 'second', 'adjudication', 'override']);
export type Stage = z.infer<typeof Stage>;

/** A judgment as recorded. */
export const Decision = z.strictObject({
  version: z.literal(2),
  itemId: z.string(),
  stage: Stage,
  outcome: Outcome,
  reason: z.string(),
  note: z.string().optional(),
  elements: z.array(z.string()),
  spans: z.array(CitedSpan),
  actor: z.string(),
  decidedAt: z.iso.datetime(),
  /** How long the post was before the person's eyes, ms; `null` where it was not measured. */
  dwellMs: z.int().nonnegative().nullable(),
});
export type Decision = z.infer<typeof Decision>;

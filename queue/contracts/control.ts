import { z } from 'zod';
import { LANGUAGE_TAG } from './certificate.ts';
import { Outcome, REASONS } from './decision.ts';

/** What a post of the set can be known to be: nobody can know that a post is undecidable. */
const KnownOutcome = Outcome.exclude(['unresolved']);
export type KnownOutcome = z.infer<typeof KnownOutcome>;

/** A post whose answer is known, written for this or taken from cases that are settled. */
export const KnownPost = z
  .strictObject({
    /** Names it for good, so that nobody gets it twice. */
    key: z.string().regex(/^[a-z0-9-]{3,60}$/, 'expected 3 to 60 small letters, digits or hyphens'),
    expect: KnownOutcome,
    /** Of the reasons that a reviewer chooses from, the best one; the interface says it in the reader's language. */
    reason: z.string(),
    /** Words on it for who got it, in whatever language they read. */
    explanation: z.string().max(1000).optional(),
    text: z.string().min(1).max(10_000),
  })
  .refine(({ expect, reason }) => (REASONS[expect] as readonly string[]).includes(reason), {
    error: 'expected a reason that goes with what "expect" says',
    path: ['reason'],
  });
export type KnownPost = z.infer<typeof KnownPost>;

/** A file of known posts in one language. What is practised with is never mixed in: it would be recognised. */
export const KnownPostFile = z.strictObject({
  language: z.string().regex(LANGUAGE_TAG, 'expected a language tag such as "ar"'),
  controls: z.array(KnownPost).max(500).default([]),
  practice: z.array(KnownPost).max(500).default([]),
});

/** What was known of a post, beside what somebody said of it. */
export interface ControlFeedback {
  readonly expected: KnownOutcome;
  readonly reason: string;
  readonly explanation: string | null;
  readonly answer: Outcome;
  readonly isRight: boolean;
}

/** How often known answers were met: a share with its 95 % interval after Wilson; `null` where there is none yet. */
export interface Agreement {
  readonly n: number;
  readonly right: number;
  readonly interval: readonly [number, number] | null;
}

/** What somebody alone sees of their own judgments on posts whose answer was known. */
export interface Calibration {
  readonly all: Agreement;
  readonly byExpected: Readonly<Record<KnownOutcome, Agreement>>;
  /** The last ones, latest first. */
  readonly recent: readonly (ControlFeedback & {
    readonly itemId: string;
    readonly language: string;
    readonly endedAt: string;
  })[];
}

/** What oversight sees of one language: the whole team's agreement; `null` while too few people stand behind it. */
export interface TeamAgreement {
  readonly language: string;
  readonly agreement: Agreement | null;
}

/**
 * What looks as if posts were not read: judgments as soon as they are taken, one answer all along, another answer given up
 * for the score's, known answers missed.
 */
export type StampSignal = 'at-once' | 'one-answer' | 'follows-score' | 'misses-controls';

/** Told to oversight alone. */
export interface WatchAlarm {
  readonly name: string;
  readonly raisedAt: string;
  readonly signals: readonly StampSignal[];
}

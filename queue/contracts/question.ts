import { z } from 'zod';

/**
 * What a colleague may be asked, each with the answers it has. None asks what the post is: that is the judgment, and a
 * second one is given blindly (HUM-06). `explained` takes words.
 */
export const QUESTIONS = {
  language: ['explained', 'unsure'],
  word: ['explained', 'unsure'],
  place: ['yes', 'no', 'unsure'],
  sign: ['yes', 'no', 'unsure'],
  service: ['yes', 'no', 'unsure'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export const QuestionKind = z.enum(['language', 'word', 'place', 'sign', 'service']);
export type QuestionKind = z.infer<typeof QuestionKind>;

/** So long are the words of a question, and of an answer, at most, UTF-16 units. */
const MOST_ASKED = 200;
const MOST_ANSWERED = 500;

function words(most: number) {
  return z
    .string()
    .trim()
    .min(1, 'expected words, found none')
    .max(most, `expected at most ${most} characters`);
}

/** A question on a post before it is judged. The words name what it is about: a word, a place, a sign of the post. */
export const Question = z
  .strictObject({ kind: QuestionKind, words: words(MOST_ASKED).optional() })
  .refine(({ kind, words }) => kind === 'language' || words !== undefined, {
    path: ['words'],
    error: 'expected the word, place, sign or service that the question is about',
  });
export type Question = z.infer<typeof Question>;

/** What a colleague answers. */
export const Answer = z
  .strictObject({
    answer: z.enum(['explained', 'yes', 'no', 'unsure']),
    words: words(MOST_ANSWERED).optional(),
  })
  .refine(({ answer, words }) => answer !== 'explained' || words !== undefined, {
    path: ['words'],
    error: 'expected words that explain it',
  });
export type Answer = z.infer<typeof Answer>;

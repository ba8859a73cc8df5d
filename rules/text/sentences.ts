import type { Span } from '../assessment.ts';
import { LINE_BREAKS } from './line-end.ts';

/** Two letters or figures, what may close a sentence, and the sign itself: "8 a. m.", "z. B." and "b . o . a . t" end none. */
const BEHIND_A_WORD = String.raw`(?<=[\p{L}\p{M}\p{N}]{2}[^\p{L}\p{N}\s]{0,8}\s?.)`;

/**
 * Where sentences end: with a line; at a full stop with a blank behind it ("3.500" and "wa.me" go on); or at one of a script that is written
 * without blanks.
 */
const SENTENCE_END = new RegExp(
  [
    String.raw`[.!?\u2026\u061f\u06d4\u0964\u0965\u1362\u1367](?=\s)${BEHIND_A_WORD}`,
    String.raw`[\u3002\uff01\uff1f${LINE_BREAKS}]`,
  ].join('|'),
  'gu',
);

/** The sentences of a post, in reading order, in UTF-16 units; together they are all of it. */
export function sentencesOf(post: string): readonly Span[] {
  const sentences: Span[] = [];
  let start = 0;
  for (const { index } of post.matchAll(SENTENCE_END)) {
    sentences.push({ start, end: index + 1 });
    start = index + 1;
  }
  if (start < post.length) sentences.push({ start, end: post.length });
  return sentences;
}

import type { Normalised } from './normalise.ts';

const LINE_END = /[\n\r\u2028\u2029]/;

/** Whether a text has more lines than one. */
export function hasLineEnd(post: string): boolean {
  return LINE_END.test(post);
}

/** Whether a space stands for the end of a line: folding makes one of it, so the post itself is asked. */
export function isLineEnd(post: string, { from, to }: Normalised, at: number): boolean {
  return LINE_END.test(post.slice(from[at] ?? 0, to[at] ?? 0));
}

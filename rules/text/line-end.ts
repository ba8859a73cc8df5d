import type { Span } from '../assessment.ts';
import { firstFrom } from './first-from.ts';
import type { Normalised } from './normalise.ts';

/** The breaks that no line may run over (UAX 14): text out of a PDF or a spreadsheet has the rarer ones. */
export const LINE_BREAKS = String.raw`\n\v\f\r\u0085\u2028\u2029`;
const LINE_END = new RegExp(`[${LINE_BREAKS}]`);
const LINE_ENDS = new RegExp(LINE_END, 'g');
/** "\r\n" is one break: taken for two, every line of a post from Windows was a paragraph. */
const BLANK_LINE = new RegExp(
  String.raw`(?:\r\n|(?!\r\n)[${LINE_BREAKS}])[^\S${LINE_BREAKS}]{0,200}[${LINE_BREAKS}]`,
);

/** Whether a text has more lines than one. */
export function hasLineEnd(post: string): boolean {
  return LINE_END.test(post);
}

/** Whether a line of a text is blank. */
export function hasBlankLine(text: string): boolean {
  return BLANK_LINE.test(text);
}

/** Whether a space stands for the end of a line: folding makes one of it, so the post itself is asked. */
export function isLineEnd(post: string, { from, to }: Normalised, at: number): boolean {
  return LINE_END.test(post.slice(from[at] ?? 0, to[at] ?? 0));
}

/** The lines of a post without the signs that end them, in reading order; as with a paragraph, an empty one is a line. */
export function linesOf(post: string): readonly Span[] {
  const lines: Span[] = [];
  let start = 0;
  for (const { index } of post.matchAll(LINE_ENDS)) {
    lines.push({ start, end: index });
    start = index + 1;
  }
  lines.push({ start, end: post.length });
  return lines;
}

/** From the beginning of the line in which a span begins to the end of the one in which it ends. */
export function linesAround(lines: readonly Span[], { start, end }: Span): Span {
  const first = lines[firstFrom(lines, start + 1) - 1];
  // Nearly all stand in one line; they were looked for twice, and each got a line of its own.
  if (first !== undefined && end <= first.end) return first;
  const last = lines[firstFrom(lines, end) - 1];
  return { start: first?.start ?? start, end: last?.end ?? end };
}

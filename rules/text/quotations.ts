import type { Span } from '../assessment.ts';

/** Opening marks and what may close them. Single quotes are left out: they are apostrophes more often than not. */
const CLOSING: Readonly<Record<string, string>> = {
  '«': '»',
  '“': '”',
  '„': '“”',
  '"': '"',
  '‹': '›',
  '「': '」',
  '『': '』',
};
/** Longer stretches are a forgotten mark rather than a quotation. */
const MAX_QUOTED = 300;
/** Words an advertiser puts in quotation marks are not somebody else's when nothing of weight stands outside. */
const MIN_OUTSIDE = 25;

const OPENING = /[«“„"‹「『]/;
const NONE: readonly Span[] = [];

/** Quotations in a text, as offsets inside their marks; none when nearly the whole text is one. */
export function findQuotations(text: string): readonly Span[] {
  if (!OPENING.test(text)) return NONE;
  const found: Span[] = [];
  let quoted = 0;
  for (let at = 0; at < text.length; at += 1) {
    const closing = CLOSING[text[at] ?? ''];
    if (closing === undefined) continue;
    const end = closingMark(text, at + 1, closing);
    if (end < 0) continue;
    found.push({ start: at + 1, end });
    quoted += end - at;
    at = end;
  }
  return text.length - quoted < MIN_OUTSIDE ? [] : found;
}

function closingMark(text: string, from: number, closing: string): number {
  const last = Math.min(text.length, from + MAX_QUOTED);
  for (let at = from; at < last; at += 1) {
    if (closing.includes(text[at] ?? '')) return at;
  }
  return -1;
}

export function isInside(quotations: readonly Span[], start: number, end: number): boolean {
  return quotations.some((quotation) => start >= quotation.start && end <= quotation.end);
}

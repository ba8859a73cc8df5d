import type { Span } from '../assessment.ts';
import { firstFrom } from './first-from.ts';

/**
 * Opening marks and what may close them; German books and newspapers set »...«. Single quotes are left out: they are apostrophes more
 * often than not.
 */
const CLOSING: Readonly<Record<string, string>> = {
  '«': '»',
  '“': '”',
  '„': '“”',
  '"': '"',
  '‹': '›',
  '「': '」',
  '『': '』',
  '»': '«',
};
/** Longer stretches are a forgotten mark rather than a quotation. */
const MAX_QUOTED = 300;

const OPENING = /[«“„"‹「『»]/g;
const NONE: readonly Span[] = [];

/** Quotations in a text, as offsets inside their marks. */
export function findQuotations(text: string): readonly Span[] {
  let at = nextOpening(text, 0);
  if (at < 0) return NONE;
  const marks = new NextMarks(text);
  const found: Span[] = [];
  for (; at >= 0; at = nextOpening(text, at + 1)) {
    const closing = CLOSING[text[at] ?? ''];
    if (closing === undefined || !opens(text, at)) continue;
    const end = marks.firstOf(closing, at + 1);
    if (end >= at + 1 + MAX_QUOTED) continue;
    found.push({ start: at + 1, end });
    at = end;
  }
  return found;
}

/** Where the next mark stands that may open a quotation; -1 for none. */
function nextOpening(text: string, from: number): number {
  OPENING.lastIndex = from;
  return OPENING.exec(text)?.index ?? -1;
}

/** A blank, the beginning, or a sign that something opens behind. */
const FREE = /^$|[\s([{„“"'–—-]/;
/** What a quotation begins and ends with. */
const QUOTED = /[^\s»«]/;
/** What goes on behind a mark that therefore closes nothing. */
const GOES_ON = /[\p{L}\p{N}«]/u;

/** French and Russian turn the same marks outward, so "»" opens only right before a word and behind none; other marks do anywhere. */
function opens(text: string, at: number): boolean {
  if (text[at] !== '»') return true;
  return FREE.test(text.charAt(at - 1)) && QUOTED.test(text.charAt(at + 1));
}

/** In the same way "«" closes only right behind a word and before none. */
function closes(text: string, at: number): boolean {
  if (text[at] !== '«') return true;
  return QUOTED.test(text.charAt(at - 1)) && !GOES_ON.test(text.charAt(at + 1));
}

/**
 * Where each mark stands next, remembered: looking anew behind each of 100,000 opening marks that nothing closes took seconds.
 * Places are asked for in reading order.
 */
class NextMarks {
  readonly #text: string;
  readonly #next = new Map<string, number>();

  constructor(text: string) {
    this.#text = text;
  }

  /** The first place from `from` on where any of the marks stands; infinite where none does. */
  firstOf(marks: string, from: number): number {
    let first = Number.POSITIVE_INFINITY;
    for (const mark of marks) first = Math.min(first, this.#nextOf(mark, from));
    return first;
  }

  #nextOf(mark: string, from: number): number {
    const known = this.#next.get(mark) ?? -1;
    if (known >= from) return known;
    let at = this.#text.indexOf(mark, from);
    while (at >= 0 && !closes(this.#text, at)) at = this.#text.indexOf(mark, at + 1);
    const next = at < 0 ? Number.POSITIVE_INFINITY : at;
    this.#next.set(mark, next);
    return next;
  }
}

/** Quotations are in reading order and apart, so only the last that begins before the span can take it in. */
export function isInside(quotations: readonly Span[], start: number, end: number): boolean {
  if (quotations.length === 0) return false;
  const quotation = quotations[firstFrom(quotations, start + 1) - 1];
  return quotation !== undefined && end <= quotation.end;
}

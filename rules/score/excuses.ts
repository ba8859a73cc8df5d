import type { Signal, Span } from '../assessment.ts';
import { type Category, isProtectionKind } from '../categories.ts';
import { firstFrom } from '../text/first-from.ts';
import { Reach } from './reach.ts';
import { isLaugh, isPicture, isSameWord } from './same-word.ts';

/** A sign that a post plainly is something else, such as news, and where it stands in the original text. */
export interface Excuse extends Span {
  readonly rule: string;
  readonly category: Category;
  /** What was found, folded. */
  readonly word: string;
}

/** What is known of a post whose calls for help may have to stand back. */
export interface Excusable {
  /** In reading order. */
  readonly signals: readonly Signal[];
  readonly excuses: readonly Excuse[];
  /** Where relatives and friends of whoever writes are named, in reading order. */
  readonly kin: readonly { readonly start: number }[];
}

/** One word of a newspaper or a joke ("stopped", "fridge") is in many a call for help, so an excuse is two. */
export type Pair = readonly [Excuse, Excuse];

/** Finds in a paragraph what it plainly is instead of a call for help. */
export class Excuses {
  readonly #signs: readonly Excuse[];
  readonly #helpers: Reach;
  readonly #kin: Excusable['kin'];

  constructor({ signals, excuses, kin }: Excusable) {
    const calls = new Reach(signals.filter(({ category }) => isProtectionKind(category)));
    // "Call the Red Cross" is the call itself.
    const signs = excuses.filter((sign) => isWord(sign) && !calls.takesIn(sign));
    this.#signs = signs.toSorted((a, b) => a.start - b.start);
    this.#helpers = new Reach(this.#signs.filter(({ category }) => category === 'aid'));
    this.#kin = kin;
  }

  /** Two different words at places apart that name what the paragraph is, the telling one first; `undefined` where there are none. */
  within(paragraph: Span, unless: readonly Category[]): Pair | undefined {
    const there = cut(this.#signs, paragraph);
    const isAsking = there.some(({ category }) => category === 'seeker');
    const isOwn = cut(this.#kin, paragraph).length > 0;
    const signs = there.filter(
      (sign) =>
        unless.includes(sign.category) &&
        !(isAsking && sign.category === 'aid') &&
        !(isOwn && REPORTS.has(sign.category)),
    );
    const telling = firstToEnd(signs.filter((sign) => !this.#helpers.touches(sign)));
    if (telling === undefined) return undefined;
    const other = signs.find((sign) => areApart(sign, telling) && !isSameWord(sign.word, telling.word));
    return other === undefined ? undefined : [telling, other];
  }
}

/** What others write about somebody; of the writer's own brother they write "the brother". */
const REPORTS: ReadonlySet<Category> = new Set(['news', 'court', 'aid']);

/** Laughs, in signs or letters, are typed for tears as well. */
function isWord({ category, word }: Excuse): boolean {
  return !isPicture(word) && !(category === 'fiction' && isLaugh(word));
}

function cut<Place extends { readonly start: number }>(
  places: readonly Place[],
  span: Span,
): readonly Place[] {
  return places.slice(firstFrom(places, span.start), firstFrom(places, span.end));
}

/** Of signs that overlap the one that ends first leaves room for more. */
function firstToEnd(signs: readonly Excuse[]): Excuse | undefined {
  let first: Excuse | undefined;
  for (const sign of signs) if (first === undefined || sign.end < first.end) first = sign;
  return first;
}

function areApart(one: Span, other: Span): boolean {
  return one.end <= other.start || other.end <= one.start;
}

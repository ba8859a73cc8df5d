import type { LanguageIndex } from '../compile/element.ts';

/**
 * The parts of a post in which languages are heard by themselves, in reading order. Arrays are kept between posts, and only
 * their first `count` entries count.
 */
export interface Stretches {
  /** 0 where the post is heard as a whole, as nearly all are. */
  count: number;
  /** Where each begins, in units of the folded text. */
  readonly starts: number[];
  /** By stretch, how many known tokens end with it. */
  readonly ends: number[];
  /** By stretch, the language with most words in it; -1 for none. */
  readonly clearest: LanguageIndex[];
  /** By stretch and language, 1 for those that speak there; behind the last stretch, those of the whole post. */
  speaks: Uint8Array;
}

export function emptyStretches(): Stretches {
  return { count: 0, starts: [], ends: [], clearest: [], speaks: new Uint8Array(0) };
}

/** A post that was listened to. */
interface HeardPost {
  readonly stretches: Stretches;
  readonly speaks: Uint8Array;
  readonly clearest: LanguageIndex;
}

/** The languages that speak where a unit of the folded text stands. */
export function speaksAt({ stretches, speaks }: HeardPost, unit: number): Uint8Array {
  return stretches.count === 0 ? speaks : speaksIn(stretches, stretchAt(stretches, unit), speaks.length);
}

/** The clearest language where a unit of the folded text stands. */
export function clearestAt({ stretches, clearest }: HeardPost, unit: number): LanguageIndex {
  return stretches.count === 0 ? clearest : (stretches.clearest[stretchAt(stretches, unit)] ?? clearest);
}

/** The row of a stretch; that of the whole post for the one behind the last. */
export function speaksIn({ speaks }: Stretches, stretch: number, languages: number): Uint8Array {
  return speaks.subarray(stretch * languages, (stretch + 1) * languages);
}

/** Makes room for a row for each stretch, and keeps the languages of the whole post behind them. */
export function makeRows(stretches: Stretches, whole: Uint8Array): void {
  const { count } = stretches;
  const size = (count + 1) * whole.length;
  if (size > stretches.speaks.length || size < stretches.speaks.length >> 4)
    stretches.speaks = new Uint8Array(size);
  speaksIn(stretches, count, whole.length).set(whole);
}

function stretchAt({ starts, count }: Stretches, unit: number): number {
  let low = 0;
  let high = count - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= unit) low = middle;
    else high = middle - 1;
  }
  return low;
}

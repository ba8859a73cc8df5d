import type { Scorer } from '../../../rules/index.ts';

/** The sums of a post, each with the words that it covers. */
export function sumsOf(scorer: Scorer, text: string): readonly string[] {
  return scorer
    .entities(text)
    .filter(({ kind }) => kind === 'price')
    .map(({ start, end, value }) => `${text.slice(start, end)} = ${value}`);
}

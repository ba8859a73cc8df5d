import { LEET_READINGS, leetInto } from '../text/leet.ts';

/** What a word says whose digits stand for letters ("b0at"), in each way that posts are read; nothing where none does. */
export function lettersMeantBy(word: string): readonly string[] {
  if (!/\d/.test(word)) return [];
  const units = Uint16Array.from(word, (unit) => unit.charCodeAt(0));
  const meant = new Uint16Array(units.length);
  return Array.from({ length: LEET_READINGS }, (_none, reading) => reading).flatMap((reading) =>
    leetInto(units, { start: 0, end: units.length }, meant, reading) ? [String.fromCharCode(...meant)] : [],
  );
}

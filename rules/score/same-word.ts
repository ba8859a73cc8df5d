/** Shorter beginnings are shared by words of different meaning. */
const SHARED_BEGINNING = 5;
/** "And", "the" and "to" are written together with the word behind them in many languages. */
const LONGEST_PROCLITIC = 3;

/** A folded word or phrase, ready to be compared: to cut it anew for each comparison took a fifth of 100 KB of all cases. */
export type WordParts = readonly string[];

export function partsOf(word: string): WordParts {
  const parts = word.replaceAll(/(.)\1+/gu, '$1').split(/[^\p{L}\p{M}\p{N}]+/u);
  return parts.filter((part) => part !== '');
}

/**
 * Whether two folded words or phrases are likely one word in two forms: another ending, an article or "and" in front, a letter
 * written twice, one of them within the other. No language is asked, so it errs towards one word.
 */
export function isSameWord(one: WordParts, other: WordParts): boolean {
  const [few, many] = one.length <= other.length ? [one, other] : [other, one];
  return few.every((part) => many.some((own) => isSamePart(part, own)));
}

function isSamePart(one: string, other: string): boolean {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  const isBehind = long.endsWith(short) && long.length - short.length <= LONGEST_PROCLITIC;
  const isOne = isBehind || long.startsWith(short) || short.startsWith(long.slice(0, SHARED_BEGINNING));
  return isOne || hasSameRoot(one, other);
}

/** Arabic makes its plurals within the word: "film, aflam", "khabar, akhbar", "taqrir, taqarir" differ in long vowels alone, and in what is written in front. */
function hasSameRoot(one: string, other: string): boolean {
  if (!ARABIC.test(one) || !ARABIC.test(other)) return false;
  const [short = '', long = ''] = [rootOf(one), rootOf(other)].toSorted((a, b) => a.length - b.length);
  return short.length >= SHORTEST_ROOT && long.includes(short);
}

function rootOf(word: string): string {
  return word.replaceAll(LONG_VOWELS, '');
}

const ARABIC = /^\p{Script=Arabic}+$/u;
/** Alef, waw and the two forms of yeh, folded or not, with the hamza that they carry. */
const LONG_VOWELS = /[\u0621-\u0623\u0625-\u0627\u0648-\u064a\u06cc]/gu;
const SHORTEST_ROOT = 3;

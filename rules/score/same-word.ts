/** Shorter beginnings are shared by words of different meaning. */
const SHARED_BEGINNING = 5;
/** "And", "the" and "to" are written together with the word behind them in many languages. */
const LONGEST_PROCLITIC = 3;

/**
 * Whether two folded words or phrases are likely one word in two forms: another ending, an article or "and" in front, a letter
 * written twice, one of them within the other. No language is asked, so it errs towards one word.
 */
export function isSameWord(one: string, other: string): boolean {
  const [few = [], many = []] = [partsOf(one), partsOf(other)].toSorted((a, b) => a.length - b.length);
  return few.every((part) => many.some((own) => isSamePart(part, own)));
}

function partsOf(word: string): string[] {
  const parts = word.replaceAll(/(.)\1+/gu, '$1').split(/[^\p{L}\p{M}\p{N}]+/u);
  return parts.filter((part) => part !== '');
}

function isSamePart(one: string, other: string): boolean {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  const isBehind = long.endsWith(short) && long.length - short.length <= LONGEST_PROCLITIC;
  return isBehind || long.startsWith(short) || short.startsWith(long.slice(0, SHARED_BEGINNING));
}

/** "Haha", "lol" and "kkk" are a letter or two over and over. */
const LETTERS_OF_A_LAUGH = 2;

/** Whether folded text has no letter in it. */
export function isPicture(word: string): boolean {
  return !SPOKEN.test(word);
}

/** Whether folded text is a laugh spelled out, in any language. */
export function isLaugh(word: string): boolean {
  const letters = [...word].filter((unit) => SPOKEN.test(unit));
  const different = new Set(letters).size;
  return different <= LETTERS_OF_A_LAUGH && letters.length > different;
}

const SPOKEN = /[\p{L}\p{M}\p{N}]/u;

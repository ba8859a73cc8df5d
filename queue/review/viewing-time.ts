const BASE_MS = 2000;
const MS_PER_WORD = 1000 / 40;
const MOST_MS = 20_000;

/**
 * How long a text is before somebody's eyes before a judgment on it is taken, ms: 2 s and 1 s for every 40 words, at most
 * 20 s (HUM-08). Words are cut as the language does, so that scripts without spaces count too.
 */
export function viewingTime(text: string, language: string): number {
  return Math.min(MOST_MS, Math.round(BASE_MS + countWords(text, language) * MS_PER_WORD));
}

/** A text this long is past the cap in every language; cutting it into words would be for nothing. */
const LONG = 12_000;

function countWords(text: string, language: string): number {
  const segmenter = new Intl.Segmenter(isTag(language) ? language : 'und', { granularity: 'word' });
  let count = 0;
  for (const { isWordLike } of segmenter.segment(text.slice(0, LONG))) if (isWordLike) count += 1;
  return count;
}

function isTag(language: string): boolean {
  try {
    return Intl.getCanonicalLocales(language).length > 0;
  } catch {
    return false;
  }
}

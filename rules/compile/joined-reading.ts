import { splitTerm } from './split-term.ts';

/** Units of the shortest word that pieces are joined to; shorter ones turn up by chance. */
export const MIN_JOINED = 4;
/** Longer ones are no words. */
export const MAX_JOINED = 24;

/** Signs over which the pieces of one word are joined when a post is read; an apostrophe is spelling. */
const GLUE = /[-\u2010\u2011.:_]/gu;

/** Whether a term has signs that a post may be read without. */
export function hasGlue(term: string): boolean {
  return term.search(GLUE) >= 0;
}

/**
 * The words of a term as a post that writes it with its signs is read: pieces that together make a word some rule knows are
 * read as that word ("là-bas" as "labas", once a rule knows "labas"). A post that writes a space is read as the term is.
 * @param knows whether a rule knows the word, or a stem of it of more than so many units: the reader joins nothing to a
 *   stem that its first piece holds ("dubai*" and "Dubai-Tripoli")
 * @returns null where nothing is joined
 */
export function joinedReading(
  term: string,
  knows: (word: string, least: number) => boolean,
): readonly string[] | null {
  if (!hasGlue(term)) return null;
  let hasJoined = false;
  const words = term.split(' ').flatMap((word) => {
    const pieces = splitTerm(word);
    const joined = joinedWord(word);
    if (pieces.length < 2 || joined === undefined || !knows(joined, pieces[0]?.length ?? 0)) return pieces;
    hasJoined = true;
    return [joined];
  });
  return hasJoined ? words : null;
}

/** The word that the pieces make; undefined where they make several, or hold a stem or a placeholder. */
function joinedWord(word: string): string | undefined {
  if (/[*{]/.test(word)) return undefined;
  const [joined, ...others] = splitTerm(word.replace(GLUE, ''));
  const size = joined?.length ?? 0;
  return others.length === 0 && size >= MIN_JOINED && size <= MAX_JOINED ? joined : undefined;
}

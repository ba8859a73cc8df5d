/** Particles Arabic writes together with the next word: and, so, with, for, the, as. */
const BEFORE = ['و', 'ف', 'ب', 'ل', 'وب', 'ول'];
const ARTICLE = 'ال';
const MIN_LETTERS = 3;

/**
 * Spellings of one normalised Arabic word with its usual proclitics, the bare word first. Written for Arabic only:
 * Persian, Kurdish and Urdu use other particles and write them apart.
 */
export function procliticVariants(word: string): readonly string[] {
  const bare = word.startsWith(ARTICLE) && word.length - 2 >= MIN_LETTERS ? word.slice(2) : word;
  if (bare.length < MIN_LETTERS || !/^[\u0621-\u06D3]+$/.test(bare)) return [word];
  const variants = [bare, ARTICLE + bare, `لل${bare}`, `ولل${bare}`];
  for (const particle of BEFORE) {
    variants.push(particle + bare);
    // "li" swallows the alif of the article (handled above as lam-lam).
    if (!particle.endsWith('ل')) variants.push(particle + ARTICLE + bare);
  }
  return [...new Set([word, ...variants])];
}

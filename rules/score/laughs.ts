/** "Haha", "lol" and "wkwk" are a letter or two over and over. */
const LETTERS_OF_A_LAUGH = 2;

/** Whether folded text has no letter in it. */
export function isPicture(word: string): boolean {
  return !SPOKEN.test(word);
}

/**
 * Whether folded text is a laugh spelled out, in any language. Folding leaves one letter of three or more ("kkk", "ههههه"), so
 * one letter is one over and over by now; an ideograph is a word by itself.
 */
export function isLaugh(word: string): boolean {
  const letters = [...word].filter((unit) => SPOKEN.test(unit));
  const different = new Set(letters).size;
  if (letters.length === 1) return !IDEOGRAPH.test(word);
  return (different <= LETTERS_OF_A_LAUGH && letters.length > different) || INITIALS.has(letters.join(''));
}

/** Laughs that are written by their first letters have no shape to be known by: "laughing my ...", "mort de rire", "just kidding". */
const INITIALS: ReadonlySet<string> = new Set([
  'lmao',
  'lmfao',
  'rofl',
  'mdr',
  'mdrr',
  'ptdr',
  'xptdr',
  'xd',
  'jk',
]);

/** Signs of scripts in which one of them may be a whole word, such as "cat". */
const IDEOGRAPH = /\p{Script=Han}/u;

const SPOKEN = /[\p{L}\p{M}\p{N}]/u;

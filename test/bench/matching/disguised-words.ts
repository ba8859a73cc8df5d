/**
 * Whether a phrase stands in a post once words may have digits for letters ("m3a" for "mea") or lack letters that stand in them twice
 * ("insaan" for "insan"). We alone read them so: the reference gets words as they were written. One word of romanised Arabic in 84 posts had
 * been more than half of all that we "invented" of 1,000 phrases.
 * @param words of the post, folded
 */
export function standsDisguised(phrase: string, words: readonly string[]): boolean {
  const wanted = phrase.split(' ');
  return words.some((_word, at) =>
    wanted.every((part, place) => {
      const word = words[at + place] ?? '';
      return word === part || lettersOf(word) === part || undoubled(word).includes(part);
    }),
  );
}

/** As most write Latin letters in digits. */
const LETTERS: Readonly<Record<string, string>> = {
  0: 'o',
  1: 'i',
  3: 'e',
  4: 'a',
  5: 's',
  7: 't',
  8: 'b',
  9: 'g',
};

function lettersOf(word: string): string {
  return word.replaceAll(/\d/g, (digit) => LETTERS[digit] ?? digit);
}

/** Units of the longest letter that is looked for twice: a consonant of an Indic script with its vowel and a nasal. */
const MOST_UNITS = 3;

/** The word without each of its doubled letters, and without all of them. */
function undoubled(word: string): readonly string[] {
  const readings = [word.replaceAll(/(.)\1/gu, '$1')];
  for (let size = 1; size <= MOST_UNITS; size += 1)
    for (let at = 0; at + 2 * size <= word.length; at += 1)
      if (word.slice(at, at + size) === word.slice(at + size, at + 2 * size))
        readings.push(word.slice(0, at) + word.slice(at + size));
  return readings;
}

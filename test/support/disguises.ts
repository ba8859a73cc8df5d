/** Ways to disguise a text that were seen in adverts; each changes letters only and leaves numbers and contacts. */
export interface Disguise {
  readonly name: string;
  /** Whether it can be put on a word at all; others are left as they are. */
  fits(word: string): boolean;
  apply(word: string): string;
}

const LATIN = /^[a-z]{4,}$/i;
const CYRILLIC = /^\p{Script=Cyrillic}{4,}$/u;
const ARABIC = /^[\u0621-\u06d3]{4,}$/;
const LETTERS = /^[\p{L}\p{M}]{4,}$/u;

const letters = (word: string) =>
  [...new Intl.Segmenter('und', { granularity: 'grapheme' }).segment(word)].map(({ segment }) => segment);
const swap = (word: string, pairs: Readonly<Record<string, string>>) =>
  [...word].map((letter) => pairs[letter] ?? letter).join('');
const shifted = (word: string, upper: number, lower: number) =>
  [...word]
    .map((letter) => {
      const unit = letter.charCodeAt(0);
      if (unit >= 97 && unit <= 122) return String.fromCodePoint(lower + unit - 97);
      return unit >= 65 && unit <= 90 ? String.fromCodePoint(upper + unit - 65) : letter;
    })
    .join('');

/** Which dots a letter loses; final forms of noon and yeh keep the shape they have without dots. */
const DOTLESS: Readonly<Record<string, string>> = {
  ب: 'ٮ',
  ت: 'ٮ',
  ث: 'ٮ',
  پ: 'ٮ',
  ن: 'ں',
  ي: 'ى',
  ی: 'ى',
  ج: 'ح',
  خ: 'ح',
  چ: 'ح',
  ذ: 'د',
  ز: 'ر',
  ژ: 'ر',
  ش: 'س',
  ض: 'ص',
  ظ: 'ط',
  غ: 'ع',
  ف: 'ڡ',
  ق: 'ٯ',
};

export const DISGUISES: readonly Disguise[] = [
  { name: 'spaced letters', fits: (word) => LETTERS.test(word), apply: (word) => letters(word).join(' ') },
  {
    name: 'dots between letters',
    fits: (word) => LETTERS.test(word),
    apply: (word) => letters(word).join('.'),
  },
  {
    name: 'dashes between letters',
    fits: (word) => LATIN.test(word),
    apply: (word) => letters(word).join('-'),
  },
  {
    name: 'one sign inside the word',
    fits: (word) => LATIN.test(word),
    apply: (word) => `${word.slice(0, 2)}*${word.slice(2)}`,
  },
  {
    name: 'leetspeak',
    fits: (word) => LATIN.test(word),
    apply: (word) => swap(word, { a: '4', e: '3', i: '1', o: '0', s: '5', t: '7' }),
  },
  { name: 'symbols', fits: (word) => LATIN.test(word), apply: (word) => swap(word, { a: '@', s: '$' }) },
  {
    name: 'Cyrillic look-alikes',
    fits: (word) => LATIN.test(word),
    apply: (word) => swap(word, { a: 'а', e: 'е', o: 'о', p: 'р', c: 'с', x: 'х' }),
  },
  {
    name: 'Latin look-alikes',
    fits: (word) => CYRILLIC.test(word),
    apply: (word) => swap(word, { а: 'a', е: 'e', о: 'o', р: 'p', с: 'c', х: 'x' }),
  },
  {
    name: 'tatweel',
    fits: (word) => ARABIC.test(word),
    apply: (word) => [...word].join('ـ'),
  },
  {
    name: 'diacritics',
    fits: (word) => ARABIC.test(word),
    apply: (word) => [...word].join('\u064e'),
  },
  { name: 'dotless letters', fits: (word) => ARABIC.test(word), apply: (word) => swap(word, DOTLESS) },
  {
    name: 'zero-width spaces',
    fits: (word) => LETTERS.test(word),
    apply: (word) => letters(word).join('\u200b'),
  },
  { name: 'word joiners', fits: (word) => LETTERS.test(word), apply: (word) => letters(word).join('\u2060') },
  {
    name: 'fullwidth letters',
    fits: (word) => LATIN.test(word),
    apply: (word) => shifted(word, 0xff21, 0xff41),
  },
  {
    name: 'mathematical letters',
    fits: (word) => LATIN.test(word),
    apply: (word) => shifted(word, 0x1d400, 0x1d41a),
  },
  {
    name: 'circled letters',
    fits: (word) => LATIN.test(word),
    apply: (word) => shifted(word, 0x24b6, 0x24d0),
  },
  {
    name: 'strike-through',
    fits: (word) => LATIN.test(word) || CYRILLIC.test(word),
    apply: (word) => [...word].map((letter) => `${letter}\u0336`).join(''),
  },
  {
    name: 'repeated letters',
    fits: (word) => LATIN.test(word) || CYRILLIC.test(word),
    apply: (word) => `${word.slice(0, 2)}${(word[2] ?? '').repeat(3)}${word.slice(2)}`,
  },
  // A sun, a moon, a flower by the length of the word: one picture alone would be told by how often it comes.
  {
    name: 'pictures behind words',
    fits: (word) => LETTERS.test(word),
    apply: (word) => `${word}${['☀️', '🌙', '🌸'][word.length % 3]}`,
  },
];

/** Disguises every word it fits, but for links, handles and numbers. */
export function disguised(text: string, disguise: Disguise): string {
  return text
    .split(/(\s+)/)
    .map((part) => {
      if (/[@/+#]|\.\w/.test(part)) return part;
      return part.replaceAll(/[\p{L}\p{M}]+/gu, (word) =>
        disguise.fits(word) ? disguise.apply(word) : word,
      );
    })
    .join('');
}

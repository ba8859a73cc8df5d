/** Ways to disguise a text that were seen in adverts; each changes letters only and leaves numbers and contacts. */
export interface Disguise {
  readonly name: string;
  /** Whether it can be put on a word at all; others are left as they are. */
  fits(word: string): boolean;
  apply(word: string): string;
}

const LATIN = /^[a-z]{4,}$/i;
const CYRILLIC = /^\p{Script=Cyrillic}{4,}$/u;
const GREEK = /^\p{Script=Greek}{4,}$/u;
const ARABIC = /^[\u0621-\u06d3]{4,}$/;
/** Without vowel signs: letters that are written as one sign with the next are not put together when they are spelled apart. */
const PLAIN_LETTERS = /^\p{L}{4,}$/u;
const LETTERS = /^[\p{L}\p{M}]{4,}$/u;

const letters = (word: string) =>
  [...new Intl.Segmenter('und', { granularity: 'grapheme' }).segment(word)].map(({ segment }) => segment);
const swap = (word: string, pairs: Readonly<Record<string, string>>) =>
  [...word].map((letter) => pairs[letter] ?? letter).join('');
const lower = (word: string) => word.toLowerCase();
/** Without accents, which digits and signs do not have. */
const bare = (word: string) => lower(word).normalize('NFD').replaceAll(/\p{M}/gu, '');
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

/** Small capitals of phonetic script, by letter; there is none of x. */
const SMALL: Readonly<Record<string, string>> = Object.fromEntries(
  [...'ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘꞯʀꜱᴛᴜᴠᴡʏᴢ'].map((sign, at) => ['abcdefghijklmnopqrstuvwyz'.charAt(at), sign]),
);

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
  {
    name: 'leetspeak of other digits',
    fits: (word) => LATIN.test(word),
    apply: (word) => swap(word, { b: '8', g: '9', l: '1', z: '2', o: '0', e: '3' }),
  },
  {
    name: 'Cyrillic leetspeak',
    fits: (word) => CYRILLIC.test(word),
    apply: (word) => swap(word, { о: '0', е: '3', а: '4', б: '6' }),
  },
  {
    name: 'Cyrillic leetspeak of other letters',
    fits: (word) => CYRILLIC.test(word),
    apply: (word) => swap(word, { о: '0', з: '3', ч: '4', б: '6' }),
  },
  {
    name: 'Greek leetspeak',
    fits: (word) => GREEK.test(word),
    apply: (word) => swap(bare(word), { ο: '0', ε: '3', α: '4', ι: '1', τ: '7' }),
  },
  { name: 'symbols', fits: (word) => LATIN.test(word), apply: (word) => swap(word, { a: '@', s: '$' }) },
  {
    name: 'Cyrillic symbols',
    fits: (word) => CYRILLIC.test(word),
    apply: (word) => swap(word, { а: '@', с: '$' }),
  },
  {
    name: 'Greek symbols',
    fits: (word) => GREEK.test(word),
    apply: (word) => swap(bare(word), { α: '@', σ: '$' }),
  },
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
    name: 'Latin look-alikes of Greek letters',
    fits: (word) => GREEK.test(word),
    apply: (word) => swap(bare(word), { ο: 'o', ν: 'v', ι: 'i', ρ: 'p', α: 'a', κ: 'k', υ: 'u' }),
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
  { name: 'small capitals', fits: (word) => LATIN.test(word), apply: (word) => swap(lower(word), SMALL) },
  {
    name: 'letters in brackets',
    fits: (word) => LATIN.test(word),
    apply: (word) => shifted(word, 0x1f110, 0x249c),
  },
  {
    name: 'brackets around letters',
    fits: (word) => PLAIN_LETTERS.test(word),
    apply: (word) =>
      letters(word)
        .map((letter) => `[${letter}]`)
        .join(''),
  },
  {
    name: 'spaced dots between letters',
    fits: (word) => PLAIN_LETTERS.test(word),
    apply: (word) => letters(word).join(' . '),
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
  {
    name: 'repeated letters of any script',
    fits: (word) => PLAIN_LETTERS.test(word),
    apply: (word) => `${word}${(letters(word).at(-1) ?? '').repeat(3)}`,
  },
  {
    name: 'a doubled letter',
    fits: (word) => PLAIN_LETTERS.test(word),
    apply: (word) => {
      const [first = '', second = '', ...others] = letters(word);
      return [first, second, second, ...others].join('');
    },
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

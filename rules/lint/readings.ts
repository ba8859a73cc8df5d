import { normalise } from '../text/normalise.ts';

/** What a word is a form of, as it is folded. */
export interface Reading {
  readonly word: string;
  /** A plural of persons: as such it is no coin, no verb and no adjective. */
  readonly isPlural: boolean;
}

interface Inflection {
  /** What a language writes at the front of a word: "to the", "and the". */
  readonly front: readonly string[];
  /** Endings by which it says that there are several. */
  readonly plural: readonly string[];
  /** Endings that leave it one. */
  readonly singular?: readonly string[];
}

/** So short a rest is another word that begins alike. */
const MIN_REST = 3;

const folded = (words: readonly string[]) => words.map((word) => normalise(word));
/** Each of one beside each of the other, and each beside nothing. */
const joined = (first: readonly string[], second: readonly string[]) =>
  ['', ...first].flatMap((one) => ['', ...second].map((other) => one + other));

const ARABIC: Inflection = {
  front: folded(joined(['و', 'ف'], ['ال', 'بال', 'كال', 'لل', 'ب', 'ك', 'ل'])),
  // No feminine: it says of a border or a coast whose it is.
  plural: folded(['ون', 'ين']),
};
const PERSIAN: Inflection = { front: [''], plural: folded(['ها', 'های', 'هایی', 'ان']) };
const TURKISH: Inflection = {
  front: [''],
  plural: ['ler', 'lar'].flatMap((many) =>
    ['', 'i', 'in', 'e', 'a', 'de', 'da', 'den', 'dan', 'le', 'la'].map((end) => many + end),
  ),
  singular: ['ye', 'ya', 'yi', 'nin', 'de', 'da', 'den', 'dan', 'yle', 'yla'],
};
const RUSSIAN: Inflection = {
  front: [''],
  plural: folded(['ы', 'и', 'ов', 'ев', 'ам', 'ами', 'ах', 'ям', 'ями', 'ях']),
  singular: folded(['а', 'у', 'ом', 'ем', 'е', 'я', 'ю']),
};
const ETHIOPIC: Inflection = {
  front: folded(['', 'የ', 'ለ', 'በ', 'ከ', 'ስለ', 'እንደ', 'ን', 'ብ', 'ካብ']),
  plural: ['s'],
};
const ANY: Inflection = { front: [''], plural: ['s'] };

/** By the first part of a language's tag. */
const INFLECTIONS: Readonly<Record<string, Inflection>> = {
  ...Object.fromEntries(['ar', 'acm', 'apc', 'arq', 'ary', 'arz'].map((language) => [language, ARABIC])),
  ...Object.fromEntries(['fa', 'prs'].map((language) => [language, PERSIAN])),
  ckb: { front: [''], plural: folded(['ان', 'ەکان', 'یان', 'یەکان']) },
  ps: { front: [''], plural: folded(['ان', 'انو']) },
  ur: { front: [''], plural: folded(['وں', 'ؤں']) },
  tr: TURKISH,
  ru: RUSSIAN,
  am: ETHIOPIC,
  ti: ETHIOPIC,
};

/**
 * What a word may be a form of: itself, without what is written at its front, as one of several. Endings alone are looked at, not
 * beginnings of words: the name of a country begins like that of a people.
 * @param word as it is folded
 * @param language tag of what it is written in
 */
export function readingsOf(word: string, language: string): readonly Reading[] {
  const { front, plural, singular = [] } = INFLECTIONS[language.split('-')[0] ?? ''] ?? ANY;
  const all: Reading[] = [];
  for (const bare of [...new Set(front)].flatMap((begin) => without(word, begin))) {
    all.push({ word: bare, isPlural: false });
    for (const end of plural) all.push(...stems(bare, end).map((stem) => ({ word: stem, isPlural: true })));
    for (const end of singular)
      all.push(...stems(bare, end).map((stem) => ({ word: stem, isPlural: false })));
  }
  // Any language borrows the plural of English, French and Spanish.
  all.push(...stems(word, 's').map((stem) => ({ word: stem, isPlural: true })));
  return all;
}

function without(word: string, begin: string): string[] {
  if (begin === '') return [word];
  return word.startsWith(begin) && word.length - begin.length >= MIN_REST ? [word.slice(begin.length)] : [];
}

/** What stands before an ending; in Russian also as the nominative that lost or changed letters before it. */
function stems(word: string, end: string): string[] {
  if (!word.endsWith(end) || word.length - end.length < MIN_REST) return [];
  const stem = word.slice(0, -end.length);
  if (!/\p{Script=Cyrillic}$/u.test(stem)) return [stem];
  return [stem, `${stem}ин`, `${stem}и`, ...(stem.endsWith('ц') ? [stem.replace(/и?ц$/, 'ец')] : [])];
}

/** Letters that no accent makes of another one, and what is typed for them. */
const TYPED: Readonly<Record<string, string>> = {
  ...{ ı: 'i', ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ħ: 'h', ŧ: 't' },
};
const LETTERS = new RegExp(`[${Object.keys(TYPED).join('')}]`, 'g');
/** The accents of Latin, Greek and Cyrillic letters. Marks of other scripts are their vowels and tell names apart. */
const ACCENTS = /[\u0300-\u036f]/g;

/** A name as addresses and ids mostly spell it: in small letters without accents. */
export function asTyped(name: string): string {
  return name
    .normalize('NFKD')
    .replaceAll(ACCENTS, '')
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(LETTERS, (letter) => TYPED[letter] ?? letter);
}

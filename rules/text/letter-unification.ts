/**
 * Letters that writers exchange freely, folded to one. Applied to posts and terms alike, so only equality matters,
 * not spelling. Sources: Unicode standard, chapters 7 and 9; everyday keyboards of the languages in `packs/`.
 */
const GROUPS: readonly (readonly [to: string, from: string])[] = [
  // Arabic, Persian, Urdu, Kurdish
  ['ي', 'ىیېێےۍ'],
  ['ك', 'کڪ'],
  ['ه', 'ةہھەۀۂۃ'],
  ['و', 'ۆۇۈ'],
  ['ر', 'ڕړ'],
  ['ل', 'ڵ'],
  ['ن', 'ںڼ'],
  // Pashto letters, typed without their marks on Persian keyboards
  ['ت', 'ټ'],
  ['د', 'ډ'],
  ['ش', 'ښ'],
  ['ژ', 'ږ'],
  ['ا', 'ٱ'],
  ['ف', 'ڤڡ'],
  ['ق', 'ڨٯ'],
  // Latin letters that do not decompose
  ['i', 'ı'],
  ['l', 'ł'],
  ['o', 'ø'],
  ['d', 'đɗ'],
  ['k', 'ƙ'],
  ['b', 'ɓ'],
  ['y', 'ƴ'],
  ['e', 'ə'],
  // and those that stand for two
  ['ss', 'ß'],
  ['oe', 'œ'],
  ['ae', 'æ'],
  // Greek final sigma
  ['σ', 'ς'],
  // Indic dots and nasal signs that are left out or put in freely: nukta, candrabindu, tippi
  ['', '\u093C\u09BC\u0A3C\u0981'],
  ['\u0902', '\u0901'],
  ['\u0A02', '\u0A70'],
  // quotation marks, apostrophes and dashes
  ["'", '’‘ʼʻ`´'],
  ['-', '‐‑‒–—―−'],
  ['?', '؟？⁇'],
  ['ب', 'ٮ'],
  // Ethiopic orders that sound alike and are written one for the other: "ውሃ", "ዉሀ"
  ['ሀ', 'ሃ'],
  ['አ', 'ኣ'],
  ['ው', 'ዉ'],
  // arrows of every shape: on and down, back, both ways. Buttons drawn as one (▶) are pictures, and taken out where they are strewn.
  ['→', '⇒⇓⇛⇝⇢⇥⇨⇩⇰⇴⇶⇸⇻⇾↓↘↝↠↣↦↪↬↳↴↷⇀⇁⟶⟹⟼⟾⟿⤏⤐⤑⤳⤴⤵⤷⤸➔➘➙➚➛➜➝➞➟➠➡➢➣➤➥➦➧➨➩➪➫➬➭➮➯➱➲➳➴➵➶➷➸➹➺➻➼➽➾⬇⬊⬎⬐⭢⭣⭬⮕⮞⮩⮱⮷↗⇗⇘'],
  ['←', '⇐⇜⇠⇤⇦⇷⇺⇽↜↞↢↤↩↫↵⟵⟸⟻⟽⬅⭠⮜'],
  ['-', '↔↭⇄⇆⇋⇌⇔⇹⇿⟷⟺⬄⬌⮂⮀⮃⮁'],
];

/** Amharic series read alike: ሐ and ኀ as ሀ, ሠ as ሰ, ዐ as አ, ፀ as ጸ (eight or seven vowel orders each). */
const ETHIOPIC_SERIES: readonly (readonly [to: number, from: number])[] = [
  [0x1200, 0x1210],
  [0x1200, 0x1280],
  [0x1230, 0x1220],
  [0x12a0, 0x12d0],
  [0x1338, 0x1340],
];

function buildTable(): ReadonlyMap<string, string> {
  const table = new Map<string, string>();
  for (const [to, from] of GROUPS) {
    for (const letter of from) table.set(letter, to);
  }
  for (const [to, from] of ETHIOPIC_SERIES) {
    for (let order = 0; order < 8; order += 1) {
      const letter = String.fromCodePoint(to + order);
      table.set(String.fromCodePoint(from + order), table.get(letter) ?? letter);
    }
  }
  return table;
}

const TABLE = buildTable();

export function unifyLetter(letter: string): string {
  return TABLE.get(letter) ?? letter;
}

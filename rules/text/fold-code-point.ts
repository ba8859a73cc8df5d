import { isDotlessLetter } from './arabic-skeleton.ts';
import { FRACTIONS } from './fraction-signs.ts';
import { unifyLetter } from './letter-unification.ts';

/** Disguises worth telling a reviewer about; bit flags so that one post's set fits in a number. */
export const UNDONE = {
  invisible: 1,
  tatweel: 2,
  styled: 4,
  strike: 8,
  confusable: 16,
  repeated: 32,
  spaced: 64,
  leet: 128,
  dotless: 256,
  split: 512,
  strewn: 1024,
} as const;

/** Lone surrogates and unassigned trouble become this separator, so halves can never pair up by accident. */
export const REPLACEMENT = '\uFFFD';

const IGNORABLE = /^(?:\p{Cf}|\p{Default_Ignorable_Code_Point}|\p{Emoji_Modifier})$/u;
const STRIPPED_MARK = /^[\p{Mn}\p{Me}]$/u;
// Marks that carry a vowel or a consonant of their own stay: Indic, Thai, Ethiopic and the like.
const FREE_MARK =
  /^[\p{Script=Inherited}\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Latin}]$/u;
/** Letters that are there to show nothing: fillers of Hangul and the blank of Braille, which hide where words end. */
const HOLLOW: ReadonlySet<number> = new Set([0x3164, 0xffa0, 0x2800]);
const BLANK = /^[\s\p{Cc}\p{Z}]$/u;
const DECIMAL = /^\p{Nd}$/u;
const TATWEEL = 'ـ';

/** Folds one code point to zero or more characters, each of which folds to itself. */
export function foldCodePoint(codePoint: number): string {
  if (HOLLOW.has(codePoint)) return ' ';
  const framed = letterInBrackets(codePoint) ?? FRACTIONS.get(codePoint);
  if (framed !== undefined) return framed;
  let current = String.fromCodePoint(codePoint);
  // Each round can uncover something new (a ligature of styled letters); four are more than Unicode needs.
  for (let round = 0; round < 4; round += 1) {
    const next = foldOnce(current);
    if (next === current) return next;
    current = next;
  }
  return current;
}

function foldOnce(text: string): string {
  let folded = '';
  for (const character of text.normalize('NFKD').toLowerCase().normalize('NFKD')) {
    folded += foldCharacter(character);
  }
  return folded;
}

function foldCharacter(character: string): string {
  if (character === TATWEEL || IGNORABLE.test(character)) return '';
  if (STRIPPED_MARK.test(character) && FREE_MARK.test(character)) return '';
  if (BLANK.test(character)) return ' ';
  if (DECIMAL.test(character)) return digitValue(character);
  const codePoint = character.codePointAt(0) ?? 0;
  return (
    negativeLetter(codePoint) ??
    discDigit(codePoint) ??
    SMALL_CAPITALS.get(codePoint) ??
    unifyLetter(character)
  );
}

/** Decimal digits of any script come in runs of ten that begin at zero (Unicode stability policy). */
function digitValue(character: string): string {
  const codePoint = character.codePointAt(0) ?? 0;
  let zero = codePoint;
  while (DECIMAL.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return String((codePoint - zero) % 10);
}

/** One sign that NFKC takes apart into a letter and two brackets. */
function letterInBrackets(codePoint: number): string | undefined {
  if (codePoint >= 0x249c && codePoint <= 0x24b5) return String.fromCharCode(97 + codePoint - 0x249c);
  if (codePoint >= 0x1f110 && codePoint <= 0x1f129) return String.fromCharCode(97 + codePoint - 0x1f110);
  return undefined;
}

/** Small capitals, letters of phonetic script that fonts of social networks are made of; NFKC leaves them alone. */
const SMALL_CAPITALS: ReadonlyMap<number, string> = new Map(
  [...'ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘꞯʀꜱᴛᴜᴠᴡʏᴢ'].map((sign, at) => [
    sign.codePointAt(0) ?? 0,
    'abcdefghijklmnopqrstuvwyz'.charAt(at),
  ]),
);

/** White letters on black discs and squares, which NFKC leaves alone. */
function negativeLetter(codePoint: number): string | undefined {
  if (codePoint >= 0x1f150 && codePoint <= 0x1f169) return String.fromCharCode(97 + codePoint - 0x1f150);
  if (codePoint >= 0x1f170 && codePoint <= 0x1f189) return String.fromCharCode(97 + codePoint - 0x1f170);
  return undefined;
}

/** White digits on black discs (two designs) and double-circled ones, from 1; ten is left out. */
function discDigit(codePoint: number): string | undefined {
  for (const first of [0x2776, 0x278a, 0x24f5, 0x2780]) {
    if (codePoint >= first && codePoint < first + 9) return String(codePoint - first + 1);
  }
  return codePoint === 0x24ff || codePoint === 0x1f10c ? '0' : undefined;
}

/** Which disguise, if any, this code point belongs to when it is folded away. */
export function disguiseOf(codePoint: number): number {
  if (codePoint === 0x640) return UNDONE.tatweel;
  if (isDotlessLetter(codePoint)) return UNDONE.dotless;
  if (codePoint >= 0x335 && codePoint <= 0x338) return UNDONE.strike;
  // ZWNJ, ZWJ and the direction marks are part of normal Persian, Kurdish and emoji writing.
  if (codePoint === 0x200b || codePoint === 0x2060 || codePoint === 0xfeff || codePoint === 0xad)
    return UNDONE.invisible;
  if (codePoint >= 0x1d400 && codePoint <= 0x1d7ff) return UNDONE.styled;
  if (codePoint >= 0xff10 && codePoint <= 0xff5a) return UNDONE.styled;
  if (codePoint >= 0x2460 && codePoint <= 0x24ff) return UNDONE.styled;
  if (codePoint >= 0x2776 && codePoint <= 0x2793) return UNDONE.styled;
  if (codePoint >= 0x1f110 && codePoint <= 0x1f189) return UNDONE.styled;
  if (SMALL_CAPITALS.has(codePoint)) return UNDONE.styled;
  return 0;
}

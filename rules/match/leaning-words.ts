import type { LanguageIndex } from '../compile/element.ts';
import { LEANING_NUMBER, LEANING_PLACE, LEANING_SIGNS } from '../leanings.ts';
import { isDigit } from '../text/digit.ts';
import { traitsOfUnit } from '../text/fold-table.ts';
import { normalisedText } from '../text/normalise.ts';
import { TRAIT, UNIT } from '../text/unit-class.ts';
import type { Found } from './found.ts';
import { clearestAt } from './stretches.ts';

/** A word of a post as its leaning is told by, in units of the normalised text. */
export interface LeaningWord {
  readonly word: string;
  /** The clearest language where it stands; -1 for none. */
  readonly language: LanguageIndex;
  readonly start: number;
  readonly end: number;
}

/**
 * The words of a post that was heard, and its question marks. Addresses and all other signs are left out, and what is a number or a
 * place is told as just that, several in a row as one: whither, for how much and where to write to must not tell what a text is.
 */
export function leaningWords(post: Found): readonly LeaningWord[] {
  const { text, tokens, addresses, places } = post;
  const isAddress = new Set(addresses);
  const isPlace = new Uint8Array(tokens.length);
  for (const { start, end } of places) isPlace.fill(1, start, end);
  const whole = normalisedText(text);
  const found: LeaningWord[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    if (addresses.length > 0 && isAddress.has(at)) continue;
    const [start, end] = [tokens.start[at] ?? 0, tokens.end[at] ?? 0];
    const word = wordIn(whole, start, Math.min(end, start + LONGEST_WORD), isPlace[at] === 1);
    if (!LEANING_SIGNS.has(word) && isSign(text.units[start] ?? 0)) continue;
    const before = found.at(-1);
    if (before?.word === word && (word === LEANING_NUMBER || word === LEANING_PLACE))
      found[found.length - 1] = { ...before, end };
    else found.push({ word, language: clearestAt(post, start), start, end });
  }
  return found;
}

/** The word behind one, where it is of the same language: two side by side may say what neither says alone. */
export function wordBehind(words: readonly LeaningWord[], at: number): LeaningWord | null {
  const next = words[at + 1];
  return next !== undefined && next.language === words[at]?.language ? next : null;
}

/** No listed word is longer; a token may be as long as the post. */
const LONGEST_WORD = 120;

function wordIn(text: string, start: number, end: number, isPlace: boolean): string {
  for (let at = start; at < end; at += 1) if (isDigit(text.charCodeAt(at))) return LEANING_NUMBER;
  return isPlace ? LEANING_PLACE : text.slice(start, end);
}

/** A picture or a sign of a currency; what takes two units is no letter of any language that packs have. */
function isSign(unit: number): boolean {
  return (traitsOfUnit(unit) & TRAIT.class) === UNIT.sign || (unit >= 0xd800 && unit <= 0xdfff);
}

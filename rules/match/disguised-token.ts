import type { TokenTable } from '../compile/token-table.ts';
import { NO_RECORD, type WordRecord } from '../compile/token-table-data.ts';
import { UNDONE } from '../text/fold-code-point.ts';
import { hashUnits } from '../text/hash.ts';
import { LEET_READINGS, leetInto } from '../text/leet.ts';
import { lookAlikesInto } from '../text/look-alikes.ts';
import { isCollapsed, isMixable, type Normalised } from '../text/normalise.ts';
import { OTHER } from '../text/token-marks.ts';
import type { Tokens } from '../text/tokens.ts';
import { TRAIT } from '../text/unit-class.ts';
import { lookupUndoubled } from './doubled-letters.ts';
import type { Found } from './found.ts';

/** Longer tokens are no words, and trying them would make hostile input slow. */
const MAX_DISGUISED = 40;
const scratch = new Uint16Array(MAX_DISGUISED);

/** A second reading of a token that no term knows: a run of letters as two, leet or look-alike letters. */
export function lookupDisguised(found: Found, at: number): WordRecord {
  const { units } = found.text;
  const start = found.tokens.start[at] ?? 0;
  const end = found.tokens.end[at] ?? 0;
  const length = end - start;
  if (length < 2 || length > MAX_DISGUISED) return NO_RECORD;
  if ((found.text.undone & UNDONE.repeated) !== 0) {
    const known = lookupDoubled(found, start, end);
    if (known !== NO_RECORD) return known;
  }
  if ((found.tokens.traits & TRAIT.digit) !== 0) {
    for (let reading = 0; reading < LEET_READINGS; reading += 1) {
      if (!leetInto(units, { start, end }, scratch, reading)) continue;
      const known = lookupScratch(found, length);
      if (known !== NO_RECORD) return undone(found, UNDONE.leet, known);
    }
  }
  const undoubled = lookupUndoubled(found.table, units, { start, end });
  if (undoubled !== NO_RECORD) return undone(found, UNDONE.repeated, undoubled);
  if (isMixable(found.text) && lookAlikesInto(units, { start, end }, scratch)) {
    const known = lookupScratch(found, length);
    if (known !== NO_RECORD) return undone(found, UNDONE.confusable, known);
  }
  return NO_RECORD;
}

/** Whether tokens of the text may be read otherwise than they are spelled for what else stands in it. */
export function mayHaveOtherReadings(text: Normalised): boolean {
  return (text.undone & UNDONE.dotless) !== 0 || isMixable(text);
}

/** Marks the tokens of such a text that can be, so that no sieve leaves them or the words beside them out. */
export function markOtherReadings(text: Normalised, tokens: Tokens, table: TokenTable): void {
  for (let at = 0; at < tokens.length; at += 1) {
    if (hasOtherReading(text, table, tokens.start[at] ?? 0, tokens.end[at] ?? 0))
      tokens.other[at] = (tokens.other[at] ?? 0) | OTHER.reading;
  }
}

function hasOtherReading(text: Normalised, table: TokenTable, start: number, end: number): boolean {
  const length = end - start;
  if (length < 2) return false;
  if ((text.undone & UNDONE.dotless) !== 0) return true;
  if (length > MAX_DISGUISED) return false;
  return lookAlikesInto(text.units, { start, end }, scratch) && table.mayKnow(scratch, 0, length);
}

const NONE: readonly WordRecord[] = [];

/** Readings of a token of Arabic letters that lost their dots, where the post has such letters. */
export function lookupDotless(found: Found, at: number): readonly WordRecord[] {
  if ((found.text.undone & UNDONE.dotless) === 0) return NONE;
  const start = found.tokens.start[at] ?? 0;
  const end = found.tokens.end[at] ?? 0;
  return end - start < 2 ? NONE : found.table.lookupSkeleton(found.text.units, start, end);
}

/** A run of one letter was read as one; in a word that is spelled with two of them, it stands for two ("arrrrive"). */
function lookupDoubled({ text, table }: Found, start: number, end: number): WordRecord {
  if (end - start + 1 > MAX_DISGUISED) return NO_RECORD;
  for (let at = start; at < end; at += 1) {
    if (!isCollapsed(text, at)) continue;
    scratch.set(text.units.subarray(start, at + 1));
    scratch.set(text.units.subarray(at, end), at + 1 - start);
    const length = end - start + 1;
    const known = table.lookup(scratch, 0, length, hashUnits(scratch, 0, length));
    if (known !== NO_RECORD) return known;
  }
  return NO_RECORD;
}

function lookupScratch(found: Found, length: number): WordRecord {
  return found.table.lookup(scratch, 0, length, hashUnits(scratch, 0, length));
}

function undone(found: Found, bit: number, known: WordRecord): WordRecord {
  found.text.undone |= bit;
  return known;
}

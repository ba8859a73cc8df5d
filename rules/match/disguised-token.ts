import { ANY_NUMBER, MINOR_AGE } from '../compile/split-term.ts';
import type { Element } from '../compile/token-table.ts';
import { UNDONE } from '../text/fold-code-point.ts';
import { leetInto } from '../text/leet.ts';
import { lookAlikesInto } from '../text/look-alikes.ts';
import { isCollapsed, isMixable } from '../text/normalise.ts';
import { hashUnits } from '../text/tokens.ts';
import type { Found } from './found.ts';

/** Longer tokens are no words, and trying them would make hostile input slow. */
const MAX_DISGUISED = 40;
const scratch = new Uint16Array(MAX_DISGUISED);

/** A second reading of a token that no term knows: a number, leet, look-alike letters or Arabic without its dots. */
export function lookupDisguised(found: Found, at: number): readonly Element[] | undefined {
  const { units } = found.text;
  const start = found.tokens.start[at] ?? 0;
  const end = found.tokens.end[at] ?? 0;
  const length = end - start;
  if (length > MAX_DISGUISED) return undefined;
  const first = units[start] ?? 0;
  if (first >= 0x30 && first <= 0x39 && isNumber(units, start, end)) return numberElements(found, start, end);
  if (length < 2) return undefined;
  if ((found.text.undone & UNDONE.repeated) !== 0) {
    const known = lookupDoubled(found, start, end);
    if (known !== undefined) return known;
  }
  if (leetInto(units, { start, end }, scratch)) {
    const known = lookupScratch(found, length);
    if (known !== undefined) return undone(found, UNDONE.leet, known);
  }
  if (isMixable(found.text) && lookAlikesInto(units, { start, end }, scratch)) {
    const known = lookupScratch(found, length);
    if (known !== undefined) return undone(found, UNDONE.confusable, known);
  }
  if ((found.text.undone & UNDONE.dotless) !== 0) {
    const known = found.compiled.table.lookupSkeleton(units, start, end);
    if (known !== undefined) return undone(found, UNDONE.dotless, known);
  }
  return undefined;
}

/** A run of one letter was read as one; in a word that is spelled with two of them, it stands for two ("arrrrive"). */
function lookupDoubled(
  { text, compiled }: Found,
  start: number,
  end: number,
): readonly Element[] | undefined {
  if (end - start + 1 > MAX_DISGUISED) return undefined;
  for (let at = start; at < end; at += 1) {
    if (!isCollapsed(text, at)) continue;
    scratch.set(text.units.subarray(start, at + 1));
    scratch.set(text.units.subarray(at, end), at + 1 - start);
    const length = end - start + 1;
    const known = compiled.table.lookup(scratch, 0, length, hashUnits(scratch, 0, length));
    if (known !== undefined) return known;
  }
  return undefined;
}

function lookupScratch(found: Found, length: number): readonly Element[] | undefined {
  return found.compiled.table.lookup(scratch, 0, length, hashUnits(scratch, 0, length));
}

function undone(found: Found, bit: number, known: readonly Element[]): readonly Element[] {
  found.text.undone |= bit;
  return known;
}

function isNumber(units: Uint16Array, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) {
    const unit = units[at] ?? 0;
    if (unit < 0x30 || unit > 0x39) return false;
  }
  return true;
}

/** Placeholders in terms stand for numbers, and `{minor-age}` for those an unaccompanied child would give. */
function numberElements(found: Found, start: number, end: number): readonly Element[] | undefined {
  const { units } = found.text;
  const { table } = found.compiled;
  const any = table.named(ANY_NUMBER);
  const length = end - start;
  const value = length > 2 ? 99 : Number(String.fromCharCode(...units.subarray(start, end)));
  return value >= 3 && value <= 17 ? [...any, ...table.named(MINOR_AGE)] : any;
}

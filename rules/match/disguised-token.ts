import type { Element } from '../compile/element.ts';
import { UNDONE } from '../text/fold-code-point.ts';
import { leetInto } from '../text/leet.ts';
import { lookAlikesInto } from '../text/look-alikes.ts';
import { isCollapsed, isMixable } from '../text/normalise.ts';
import { hashUnits } from '../text/tokens.ts';
import type { Found } from './found.ts';

/** Longer tokens are no words, and trying them would make hostile input slow. */
const MAX_DISGUISED = 40;
const scratch = new Uint16Array(MAX_DISGUISED);

/** A second reading of a token that no term knows: leet, look-alike letters or Arabic without its dots. */
export function lookupDisguised(found: Found, at: number): readonly Element[] | undefined {
  const { units } = found.text;
  const start = found.tokens.start[at] ?? 0;
  const end = found.tokens.end[at] ?? 0;
  const length = end - start;
  if (length > MAX_DISGUISED) return undefined;
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

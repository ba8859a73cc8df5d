import { disguiseOf, foldCodePoint, REPLACEMENT } from './fold-code-point.ts';
import { classOf } from './unit-class.ts';

/** Filled at first sight of each code point: building all 65,536 at start would cost about 60 ms for nothing. */
const UNKNOWN = 0xffff;
const DROPPED = 0xfffe;
const EXPANDED = 0xfffd;

const foldedUnit = new Uint16Array(0x10000).fill(UNKNOWN);
const unitClass = new Uint8Array(0x10000);
const unitDisguise = new Uint8Array(0x10000);
const classKnown = new Uint8Array(0x10000);
const expansions = new Map<number, string>();

export const FOLD = { dropped: DROPPED, expanded: EXPANDED } as const;

/** One unit, or `FOLD.dropped`, or `FOLD.expanded` (then ask `expansionOf`). Basic plane only. */
export function foldUnit(unit: number): number {
  const known = foldedUnit[unit] ?? UNKNOWN;
  return known === UNKNOWN ? learn(unit) : known;
}

function learn(unit: number): number {
  unitDisguise[unit] = disguiseOf(unit);
  const folded = foldCodePoint(unit);
  let entry: number;
  if (folded.length === 0) entry = DROPPED;
  else if (folded.length === 1 && folded < REPLACEMENT) entry = folded.charCodeAt(0);
  else {
    expansions.set(unit, folded);
    entry = EXPANDED;
  }
  foldedUnit[unit] = entry;
  return entry;
}

/** The folded text of any code point, memoised. */
export function expansionOf(codePoint: number): string {
  const known = expansions.get(codePoint);
  if (known !== undefined) return known;
  const folded = foldCodePoint(codePoint);
  expansions.set(codePoint, folded);
  return folded;
}

export function disguiseOfUnit(unit: number): number {
  return unitDisguise[unit] ?? 0;
}

/** Class of one unit of normalised text; astral characters are classed by `classOf` on the whole character. */
export function classOfUnit(unit: number): number {
  if (classKnown[unit] === 1) return unitClass[unit] ?? 0;
  const found = classOf(String.fromCharCode(unit));
  unitClass[unit] = found;
  classKnown[unit] = 1;
  return found;
}

import { disguiseOf, foldCodePoint, REPLACEMENT } from './fold-code-point.ts';
import { lookAlikeScript } from './letter-group.ts';
import { TRAIT, traitsOf } from './unit-class.ts';

/** Filled at first sight of each code point: building all 65,536 at start would cost about 60 ms for nothing. */
const UNKNOWN = 0xffff;
const DROPPED = 0xfffe;
const EXPANDED = 0xfffd;

const foldedUnit = new Uint16Array(0x10000).fill(UNKNOWN);
/** See `plainInfo`. */
const plain = new Uint32Array(0x10000);
const unitDisguise = new Uint16Array(0x10000);
const unitTraits = new Uint16Array(0x10000);
const expansions = new Map<number, string>();

/** How `plainInfo` is put together: the unit, its traits, and bits for the scripts that look alike. */
export const PLAIN = { unit: 0xffff, traitsShift: 16, traits: 0x7ff, scriptsShift: 27 } as const;

/** The one unit that this unit folds to, with its traits; 0 where it folds to none or several, or hides something. */
export function plainInfo(unit: number): number {
  const known = plain[unit] ?? 0;
  if (known !== 0 || (foldedUnit[unit] ?? UNKNOWN) !== UNKNOWN || isSurrogate(unit)) return known;
  learn(unit);
  return plain[unit] ?? 0;
}

function isSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdfff;
}

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
  if (entry < EXPANDED && unitDisguise[unit] === 0)
    plain[unit] =
      entry | (traitsOfUnit(entry) << PLAIN.traitsShift) | (lookAlikeScript(entry) << PLAIN.scriptsShift);
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

/** Class and signs of one unit of normalised text; astral characters are classed by `classOf` on the whole character. */
export function traitsOfUnit(unit: number): number {
  const known = unitTraits[unit] ?? 0;
  if (known !== 0) return known;
  const found = traitsOf(unit);
  unitTraits[unit] = found;
  return found;
}

export function classOfUnit(unit: number): number {
  return traitsOfUnit(unit) & TRAIT.class;
}

import { disguiseOf, foldCodePoint, REPLACEMENT } from './fold-code-point.ts';
import { isLeetSign } from './leet.ts';
import { lookAlikeScript } from './letter-group.ts';
import { isMark, TRAIT, traitsOf, UNIT } from './unit-class.ts';

/** Filled at first sight of each code point: building all 65,536 at start would cost about 60 ms for nothing. */
const UNKNOWN = 0xffff;
const DROPPED = 0xfffe;
const EXPANDED = 0xfffd;

const foldedUnit = new Uint16Array(0x10000).fill(UNKNOWN);
/** See `plainInfo`. */
const plain = new Int32Array(0x10000);
const unitDisguise = new Uint16Array(0x10000);
const unitTraits = new Uint16Array(0x10000);
const expansions = new Map<number, string>();

/**
 * How `plainInfo` is put together: the unit, its traits, bits for the sign before hashtags, for vowel signs and other marks, for the
 * scripts that look alike and for signs that can stand for a letter. Of a unit that is dropped, the lower half is the disguise it belongs to.
 */
export const PLAIN = {
  unit: 0xffff,
  traitsShift: 16,
  traits: 0x1ff,
  hashSign: 1 << 25,
  mark: 1 << 26,
  scriptsShift: 27,
  leetSign: 1 << 29,
  dropped: 1 << 30,
  /** What is dropped, digits, and signs and letters that are tokens by themselves: numbers below 0. */
  odd: 1 << 31,
} as const;

/**
 * What is known of units so far, by unit: `plainInfo` of each, 0 also for those not met yet. What a unit folds to is known
 * with it.
 */
export const plainTable: Readonly<Int32Array> = plain;

/** The one unit that this unit folds to, with its traits, or that it is dropped; 0 where it folds to several, or is styled. */
export function plainInfo(unit: number): number {
  const known = plain[unit] ?? 0;
  if (known !== 0 || (foldedUnit[unit] ?? UNKNOWN) !== UNKNOWN || isSurrogate(unit)) return known;
  learn(unit);
  return plain[unit] ?? 0;
}

/** Whether it is one half of a character of two units. */
export function isSurrogate(unit: number): boolean {
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
  plain[unit] = plainOf(unit, entry);
  // Whoever asks about folded text finds it in the same table.
  if (entry < EXPANDED && entry !== unit) foldUnit(entry);
  return entry;
}

function plainOf(unit: number, entry: number): number {
  const disguise = unitDisguise[unit] ?? 0;
  if (entry === DROPPED) return PLAIN.odd | PLAIN.dropped | disguise;
  if (entry === EXPANDED || disguise !== 0) return 0;
  const traits = traitsOfUnit(entry);
  const scripts = lookAlikeScript(entry) << PLAIN.scriptsShift;
  const leetSign = isLeetSign(entry) ? PLAIN.leetSign : 0;
  const odd = (traits & TRAIT.class) > UNIT.letter ? PLAIN.odd : 0;
  const mark = isMark(entry) ? PLAIN.mark : 0;
  const hashSign = (traits & TRAIT.hashSign) !== 0 ? PLAIN.hashSign : 0;
  const own = (traits & PLAIN.traits) << PLAIN.traitsShift;
  return entry | own | hashSign | mark | scripts | leetSign | odd;
}

/** The traits of units, pictures aside, from their `plainInfo` put together. */
export function traitsSeen(infos: number): number {
  const hashSign = (infos & PLAIN.hashSign) !== 0 ? TRAIT.hashSign : 0;
  return ((infos >>> PLAIN.traitsShift) & PLAIN.traits) | hashSign;
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

/** Whether a unit of normalised text is a vowel sign or another mark. */
export function isMarkUnit(unit: number): boolean {
  return (plainInfo(unit) & PLAIN.mark) !== 0;
}

export function classOfUnit(unit: number): number {
  return traitsOfUnit(unit) & TRAIT.class;
}

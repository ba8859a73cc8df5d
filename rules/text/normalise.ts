import { unmixToken } from './confusables.ts';
import { disguiseOf, REPLACEMENT, UNDONE } from './fold-code-point.ts';
import { classOfUnit, disguiseOfUnit, expansionOf, FOLD, foldUnit, isSurrogate } from './fold-table.ts';
import { lookAlikeScript, SCRIPT } from './letter-group.ts';
import { SPACE } from './signs.ts';
import { UNIT } from './unit-class.ts';

/**
 * Normalised text as UTF-16 units, each with the original range it came from. `from` never falls, so any range of
 * units maps to a range of the original. The arrays are longer than `length`; only the first `length` entries count.
 */
export interface Normalised {
  units: Uint16Array;
  from: Int32Array;
  to: Int32Array;
  length: number;
  /** How far tokens were cut while it was still being read. */
  tokenised: number;
  /** Bit set of `UNDONE`. */
  undone: number;
  /** Bit set of `SCRIPT`: only a text with both kinds can have tokens that mix look-alikes. */
  scripts: number;
}

/** Whether the text has letters of more than one of the scripts that look alike. */
export function isMixable(text: Normalised): boolean {
  return text.scripts === SCRIPT.both;
}

export function emptyNormalised(capacity = FIRST_UNITS): Normalised {
  return {
    units: new Uint16Array(capacity),
    from: new Int32Array(capacity),
    to: new Int32Array(capacity),
    length: 0,
    tokenised: 0,
    undone: 0,
    scripts: 0,
  };
}

/** Folds `text` into `into` (its arrays grow as needed) in one pass, linear in the length of the text. */
export function normaliseInto(text: string, into: Normalised): Normalised {
  resetNormalised(into, text.length);
  for (let i = 0; i < text.length; ) i = foldOne(text, into, i);
  if (into.scripts === SCRIPT.both) unmixWords(into);
  return into;
}

/** Takes in the character at `i`, whatever it is; answers where the next one begins. */
export function foldOne(text: string, into: Normalised, i: number): number {
  const unit = text.charCodeAt(i);
  if (isSurrogate(unit)) {
    const codePoint = text.codePointAt(i) ?? 0;
    if (codePoint <= 0xffff) {
      appendText(into, REPLACEMENT, i, i + 1);
      return i + 1;
    }
    into.undone |= disguiseOf(codePoint);
    appendText(into, expansionOf(codePoint), i, i + 2);
    return i + 2;
  }
  const folded = foldUnit(unit);
  if (folded === FOLD.expanded) {
    appendText(into, expansionOf(unit), i, i + 1);
  } else if (folded !== FOLD.dropped) appendNoted(into, folded, i, i + 1);
  into.undone |= disguiseOfUnit(unit);
  return i + 1;
}

function appendText(into: Normalised, folded: string, from: number, to: number): void {
  for (let i = 0; i < folded.length; i += 1) appendNoted(into, folded.charCodeAt(i), from, to);
}

/** Notes the script by what the letter became: a styled Latin one can stand in a Cyrillic word, and a styled Greek one. */
function appendNoted(into: Normalised, folded: number, from: number, to: number): void {
  into.scripts |= lookAlikeScript(folded);
  append(into, folded, from, to);
}

function append(into: Normalised, unit: number, from: number, to: number): void {
  const at = into.length;
  const { units } = into;
  // Three or more of one letter fold to one ("boooat"); doubles are ordinary spelling and stay.
  if (at >= 2 && units[at - 1] === unit && units[at - 2] === unit && classOfUnit(unit) === UNIT.letter) {
    into.to[at - 2] = to;
    into.length = at - 1;
    into.undone |= UNDONE.repeated;
    return;
  }
  if (
    at >= 1 &&
    (into.undone & UNDONE.repeated) !== 0 &&
    units[at - 1] === unit &&
    isCollapsed(into, at - 1)
  ) {
    into.to[at - 1] = to;
    return;
  }
  // Runs of spaces fold to one, so that bounded patterns can allow for "a space".
  if (unit === SPACE && at >= 1 && units[at - 1] === SPACE) {
    into.to[at - 1] = to;
    return;
  }
  write(into, unit, from, to);
}

function write(into: Normalised, unit: number, from: number, to: number): void {
  const at = into.length;
  if (at === into.units.length) ensure(into, at + 1);
  into.units[at] = unit;
  into.from[at] = from;
  into.to[at] = to;
  into.length = at + 1;
}

/** Whether the letter stands for a run of itself: it then covers at least three original units. */
export function isCollapsed(into: Normalised, at: number): boolean {
  return (into.to[at] ?? 0) - (into.from[at] ?? 0) >= 3 && classOfUnit(into.units[at] ?? 0) === UNIT.letter;
}

/** Puts words right that mix letters of scripts that look alike; false when there are none. */
export function unmixWords(into: Normalised): boolean {
  let hasChanged = false;
  let start = -1;
  let scripts = 0;
  const { units: all, length: end } = into;
  for (let i = 0; i <= end; i += 1) {
    const unit = i < end ? (all[i] ?? 0) : SPACE;
    if (classOfUnit(unit) === UNIT.letter) {
      if (start < 0) start = i;
      scripts |= lookAlikeScript(unit);
    } else if (start >= 0) {
      if (scripts === SCRIPT.both && unmixToken(into.units, start, i)) hasChanged = true;
      start = -1;
      scripts = 0;
    }
  }
  if (!hasChanged) return false;
  into.undone |= UNDONE.confusable;
  // Unmixing can complete a run of one letter ("a", Cyrillic "а", "a"), so the run rule is applied again.
  const { length, units, from, to } = into;
  into.length = 0;
  for (let i = 0; i < length; i += 1) append(into, units[i] ?? 0, from[i] ?? 0, to[i] ?? 0);
  return true;
}

/** Arrays of a longer post than this are let go afterwards, so that one huge post does not pin its memory. */
const MAX_KEPT_UNITS = 64 * 1024;
const FIRST_UNITS = 1024;
/** For the few characters that fold to several. */
const SPARE_UNITS = 32;

/** Forgets the last text and makes room for one of so many units. */
export function resetNormalised(into: Normalised, length: number): void {
  const capacity = length + SPARE_UNITS;
  if (into.units.length > MAX_KEPT_UNITS && capacity <= MAX_KEPT_UNITS)
    Object.assign(into, emptyNormalised(Math.max(capacity, FIRST_UNITS)));
  into.length = 0;
  into.tokenised = 0;
  into.undone = 0;
  into.scripts = 0;
  ensure(into, capacity);
}

function ensure(into: Normalised, capacity: number): void {
  if (capacity <= into.units.length) return;
  const size = Math.max(capacity, into.units.length * 2);
  const units = new Uint16Array(size);
  const from = new Int32Array(size);
  const to = new Int32Array(size);
  units.set(into.units);
  from.set(into.from);
  to.set(into.to);
  into.units = units;
  into.from = from;
  into.to = to;
}

/** The normalised units as a string. A view of the same bytes decodes several times faster than a TextDecoder does. */
export function normalisedText(normalised: Normalised): string {
  const { buffer, byteOffset } = normalised.units;
  return Buffer.from(buffer, byteOffset, normalised.length * 2).toString('utf16le');
}

const scratch = emptyNormalised();

/** Convenience for terms and tests; the scorer has a `Normalised` of its own. */
export function normalise(text: string): string {
  return normalisedText(normaliseInto(text, scratch));
}

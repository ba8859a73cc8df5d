import { UNDONE } from './fold-code-point.ts';
import { traitsOfUnit } from './fold-table.ts';
import { isCollapsed, type Normalised } from './normalise.ts';
import { TRAIT } from './unit-class.ts';

/**
 * `digit`: a number, or a word in leetspeak. `reading`: a run of one letter, or marked by `markOtherReadings` or `markDoubled`.
 * `doubled`: some letter of it stands twice, and nobody has asked yet whether that is a disguise.
 */
export const OTHER = { digit: 1, reading: 2, doubled: 4 } as const;

/** Bits of `OTHER` for the word `[start, end)`. */
export function marksOf(text: Normalised, start: number, end: number): number {
  const digit = hasDigit(text.units, start, end) ? OTHER.digit : 0;
  const reading = isStretched(text, start, end) ? OTHER.reading : 0;
  return digit | reading | doubledIn(text.units, start, end);
}

/** `OTHER.doubled` where a letter of the word stands twice. */
function doubledIn(units: Uint16Array, start: number, end: number): number {
  for (let at = start + 1; at < end; at += 1) {
    if (units[at] === units[at - 1] && isSpelling(units[at] ?? 0)) return OTHER.doubled;
  }
  return 0;
}

/** Whether a unit of a word is a letter and no digit: "100" is no way to spell "10". */
export function isSpelling(unit: number): boolean {
  return unit > NINE;
}

const NINE = 0x39;

/** Whether a letter of the word stands for a run of itself. */
function isStretched(text: Normalised, start: number, end: number): boolean {
  if ((text.undone & UNDONE.repeated) === 0) return false;
  for (let at = start; at < end; at += 1) if (isCollapsed(text, at)) return true;
  return false;
}

function hasDigit(units: Uint16Array, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) if ((traitsOfUnit(units[at] ?? 0) & TRAIT.digit) !== 0) return true;
  return false;
}

import type { Normalised } from '../text/normalise.ts';
import { SPACE } from '../text/signs.ts';
import type { Tokens } from '../text/tokens.ts';
import { TRAIT } from '../text/unit-class.ts';

const AT = 0x40;
const DOT = 0x2e;
const SLASH = 0x2f;
const UNDERSCORE = 0x5f;

/**
 * Finds the tokens that are part of a handle ("@good_road") or a link ("wa.me/1"), in reading order, into `into`. Those are
 * names, and no words of any language: the "wa" of a link is a word in two of them. Most posts have neither sign.
 */
export function findAddresses(into: number[], text: Normalised, tokens: Tokens): void {
  if (into.length > 0) into.length = 0;
  if ((tokens.traits & (TRAIT.at | TRAIT.slash)) === 0) return;
  // Where the link or handle that was last found ends, in units.
  let end = -1;
  // No link begins before: so far a stretch with dots was looked through for a slash, which from each dot would cost its square.
  let plainUntil = -1;
  const { units } = text;
  const hasSlashes = (tokens.traits & TRAIT.slash) !== 0;
  for (let at = 0; at < tokens.length; at += 1) {
    const start = tokens.start[at] ?? 0;
    if (start >= end) {
      // Few tokens stand beside a sign that can begin an address.
      const last = tokens.end[at] ?? 0;
      if (start > 0 && units[start - 1] === AT) end = Math.max(start + 1, handleEnd(text, start));
      else if (hasSlashes && last >= plainUntil && units[last] === DOT && isLatin(units[last + 1] ?? 0)) {
        const space = stretchEnd(text, last);
        if (hasSlash(text, last, space)) end = space;
        else plainUntil = space;
      }
    }
    if (start < end) into.push(at);
  }
}

/** A handle goes on over dots and underscores to the next space or other sign. */
function handleEnd({ units, length }: Normalised, start: number): number {
  let at = start;
  while (at < length && isInHandle(units[at] ?? 0)) at += 1;
  return at;
}

function isInHandle(unit: number): boolean {
  return (
    (unit >= 0x61 && unit <= 0x7a) || (unit >= 0x30 && unit <= 0x39) || unit === UNDERSCORE || unit === DOT
  );
}

/** Where the next space is, or the text ends. */
function stretchEnd({ units, length }: Normalised, start: number): number {
  let at = start;
  while (at < length && units[at] !== SPACE) at += 1;
  return at;
}

function hasSlash({ units }: Normalised, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) if (units[at] === SLASH) return true;
  return false;
}

function isLatin(unit: number): boolean {
  return unit >= 0x61 && unit <= 0x7a;
}

import type { Normalised } from '../text/normalise.ts';
import type { Tokens } from '../text/tokens.ts';
import { TRAIT } from '../text/unit-class.ts';

const SPACE = 0x20;
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
  const { units } = text;
  for (let at = 0; at < tokens.length; at += 1) {
    const start = tokens.start[at] ?? 0;
    // Few tokens stand beside a sign that can begin an address.
    if (start >= end && ((start > 0 && units[start - 1] === AT) || units[tokens.end[at] ?? 0] === DOT))
      end = addressEnd(text, tokens, at);
    if (start < end) into.push(at);
  }
}

/** Where the address ends that begins with the token, in units; -1 when none does. */
function addressEnd(text: Normalised, tokens: Tokens, at: number): number {
  const start = tokens.start[at] ?? 0;
  const { traits } = tokens;
  if ((traits & TRAIT.at) !== 0 && start > 0 && text.units[start - 1] === AT)
    return Math.max(start + 1, handleEnd(text, start));
  const end = tokens.end[at] ?? 0;
  return (traits & TRAIT.slash) !== 0 && text.units[end] === DOT ? linkEnd(text, end) : -1;
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

/** From a dot between letters: the end of the link, or -1 when no slash follows before the next space. */
function linkEnd({ units, length }: Normalised, dot: number): number {
  if (!isLatin(units[dot + 1] ?? 0)) return -1;
  let hasSlash = false;
  let at = dot;
  for (; at < length && units[at] !== SPACE; at += 1) if (units[at] === SLASH) hasSlash = true;
  return hasSlash ? at : -1;
}

function isLatin(unit: number): boolean {
  return unit >= 0x61 && unit <= 0x7a;
}

import type { Normalised } from '../text/normalise.ts';
import type { Tokens } from '../text/tokens.ts';
import { TRAIT } from '../text/unit-class.ts';

const SPACE = 0x20;
const AT = 0x40;
const DOT = 0x2e;
const SLASH = 0x2f;
const UNDERSCORE = 0x5f;

/**
 * Whether the token is part of a handle ("@good_road") or a link ("wa.me/1"). Those are names, and no words of any language:
 * the "wa" of a link is a word in two of them. Asked of tokens in reading order, since parts of a handle follow each other.
 */
export class AddressFinder {
  /** Where the link or handle that was last found ends, in units. */
  #end = -1;

  reset(): void {
    this.#end = -1;
  }

  isPart(text: Normalised, tokens: Tokens, at: number): boolean {
    const start = tokens.start[at] ?? 0;
    if (start < this.#end) return true;
    const { traits } = tokens;
    if ((traits & TRAIT.at) !== 0 && start > 0 && text.units[start - 1] === AT) {
      this.#end = handleEnd(text, start);
      return true;
    }
    const end = tokens.end[at] ?? 0;
    if ((traits & TRAIT.slash) === 0 || text.units[end] !== DOT) return false;
    this.#end = linkEnd(text, end);
    return this.#end > 0;
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

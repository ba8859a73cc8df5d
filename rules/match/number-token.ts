import type { Element } from '../compile/element.ts';
import { ANY_NUMBER, MINOR_AGE } from '../compile/split-term.ts';
import type { Found } from './found.ts';

const NONE: readonly Element[] = [];

/** Placeholders in terms that a token of digits fits: any number, and the ages an unaccompanied child would give. */
export function numberElements({ text, tokens, compiled }: Found, at: number): readonly Element[] {
  const start = tokens.start[at] ?? 0;
  const end = tokens.end[at] ?? 0;
  let value = 0;
  for (let unit = start; unit < end; unit += 1) {
    const digit = (text.units[unit] ?? 0) - 0x30;
    if (digit < 0 || digit > 9) return NONE;
    value = value * 10 + digit;
  }
  const any = compiled.table.named(ANY_NUMBER);
  return value >= 3 && value <= 17 ? [...any, ...compiled.table.named(MINOR_AGE)] : any;
}

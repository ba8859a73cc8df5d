import { MINOR_AGES } from '../compile/split-term.ts';
import { type ElementList, NO_LIST } from '../compile/token-table-data.ts';
import type { Found } from './found.ts';

/** What a number in digits that no term spells out stands for: any number, or also the age of a child. */
export function numberList({ text, table }: Found, start: number, end: number): ElementList {
  let value = 0;
  for (let unit = start; unit < end; unit += 1) {
    const digit = (text.units[unit] ?? 0) - 0x30;
    if (digit < 0 || digit > 9) return NO_LIST;
    value = value * 10 + digit;
  }
  const isMinor = value >= MINOR_AGES.from && value <= MINOR_AGES.to;
  return isMinor ? table.minorAge : table.anyNumber;
}

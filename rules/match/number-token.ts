import { isMinorAge } from '../compile/split-term.ts';
import { NO_RECORD, type WordRecord } from '../compile/token-table-data.ts';
import type { Found } from './found.ts';

/** What a number in digits that no term spells out stands for: any number, or also the age of a child. */
export function numberRecord({ text, table }: Found, start: number, end: number): WordRecord {
  let value = 0;
  for (let unit = start; unit < end; unit += 1) {
    const digit = (text.units[unit] ?? 0) - 0x30;
    if (digit < 0 || digit > 9) return NO_RECORD;
    value = value * 10 + digit;
  }
  return isMinorAge(value) ? table.data.minorAge : table.data.anyNumber;
}

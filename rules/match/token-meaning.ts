import type { Element } from '../compile/element.ts';
import { NO_RECORD, RECORD, type WordRecord } from '../compile/token-table-data.ts';
import type { Found } from './found.ts';
import { setNoMeaning, UNASKED } from './meanings.ts';

/** What the token stands for, below 0 where it can be any of several words; looked up now where nobody has asked yet. */
export function recordOf({ meanings, table, text, tokens }: Found, at: number): WordRecord {
  const known = meanings.recordOf[at] ?? NO_RECORD;
  if (known !== UNASKED) return known;
  const record = table.lookup(text.units, tokens.start[at] ?? 0, tokens.end[at] ?? 0, tokens.hash[at] ?? 0);
  if (record === NO_RECORD) setNoMeaning(meanings, at);
  else meanings.recordOf[at] = record;
  return record;
}

/** Whether the token can stand for the element. */
export function means(found: Found, at: number, element: Element): boolean {
  if ((((found.meanings.signature[at] ?? 0) >>> (element & 31)) & 1) === 0) return false;
  const record = recordOf(found, at);
  if (record === NO_RECORD) return false;
  const numbers = record > 0 ? found.table.data.records : found.meanings.merged;
  const place = Math.abs(record);
  const first = place + 1 + found.table.data.languageWords;
  const end = first + ((numbers[place] ?? 0) >>> RECORD.countShift);
  for (let i = first; i < end; i += 1) if (numbers[i] === element) return true;
  return false;
}

/** The languages that use the token, as bits: one number of the set. */
export function languagesOf(found: Found, at: number, word: number): number {
  const record = recordOf(found, at);
  if (record === NO_RECORD) return 0;
  const numbers = record > 0 ? found.table.data.records : found.meanings.merged;
  return numbers[Math.abs(record) + 1 + word] ?? 0;
}

import type { CompiledRules } from '../compile/compiled-rules.ts';
import { filterMask } from '../compile/sieve.ts';
import { createMemory, SLACK, takeMemory, type WebAssemblyMemory } from './kernel-memory.ts';
import { LAYOUT, SETUP, SETUP_FROM, type SetupField } from './layout.ts';

/** What the kernel reads of compiled rules. */
export type KernelTables = Pick<CompiledRules, 'table' | 'phrases'>;

type Table = readonly [field: SetupField, array: Int32Array | Uint8Array];

/** Arrays begin at places that this divides. */
const ALIGNMENT = 8;

/** The arrays of the rules, by the field that tells the kernel where they lie. */
function arraysOf({ table, phrases }: KernelTables): readonly Table[] {
  return [
    ['STEM_STARTS', table.sieve.stemStarts],
    ['WORD_FILTER', table.sieve.words],
    ['ALONE_FILTER', table.sieve.alone],
    ['PAIR_FILTER', table.sieve.pairs],
    ['KNOWN_FILTER', table.sieve.known],
    ['STEM_FILTER', table.sieve.stems],
    ['WORD_SLOTS', table.wordSlots],
    ['STEM_SLOTS', table.stemSlots],
    ['RECORDS', table.records],
    ['PHRASES', phrases.numbers],
  ];
}

/**
 * Memory with the tables in it, and told where they are: that in which they were read, or else one they are copied to. Null
 * where there is no WebAssembly.
 */
export function placeTables(tables: KernelTables): WebAssemblyMemory | null {
  const arrays = arraysOf(tables);
  const { buffer } = tables.table.records;
  const own = arrays.every(([, array]) => array.buffer === buffer) ? takeMemory(buffer) : null;
  const memory =
    own ?? createMemory(arrays.reduce((end, [, array]) => aligned(end + array.byteLength), SLACK));
  if (memory === null) return null;
  tell(memory.buffer, tables, own === null ? copyInto(memory.buffer, arrays) : arrays);
  return memory;
}

/** Copies the arrays one behind another; answers the copies. */
function copyInto(buffer: ArrayBuffer, arrays: readonly Table[]): readonly Table[] {
  let end: number = LAYOUT.TABLES;
  return arrays.map(([field, array]) => {
    const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
    const copy = new Uint8Array(buffer, end, bytes.length);
    copy.set(bytes);
    end = aligned(end + bytes.length);
    return [field, copy];
  });
}

function tell(buffer: ArrayBuffer, { table, phrases }: KernelTables, arrays: readonly Table[]): void {
  const setup: Partial<Record<SetupField, number>> = {
    ...Object.fromEntries(arrays.map(([field, { byteOffset }]) => [field, byteOffset])),
    WORD_FILTER_MASK: filterMask(table.sieve.words),
    ALONE_FILTER_MASK: filterMask(table.sieve.alone),
    PAIR_FILTER_MASK: filterMask(table.sieve.pairs),
    KNOWN_FILTER_MASK: filterMask(table.sieve.known),
    STEM_FILTER_MASK: filterMask(table.sieve.stems),
    LONGEST_STEM: table.sieve.longestStem,
    WORD_SLOTS_MASK: table.wordSlots.length - 1,
    STEM_SLOTS_MASK: table.stemSlots.length - 1,
    PLACE_BITS: table.placeBits,
    LANGUAGE_WORDS: table.languageWords,
    PHRASES_END: phrases.numbers.length,
    ANY_NUMBER: table.anyNumber,
    MINOR_AGE: table.minorAge,
  };
  const fields = new Int32Array(buffer, LAYOUT.STATE + SETUP_FROM, SETUP.length);
  SETUP.forEach((field, at) => {
    fields[at] = setup[field] ?? 0;
  });
}

function aligned(place: number): number {
  return Math.ceil(place / ALIGNMENT) * ALIGNMENT;
}

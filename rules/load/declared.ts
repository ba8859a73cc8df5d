import { z } from 'zod';
import { type Pack, PackFile } from '../schema.ts';

/** What a file has that other files refer to; null where it cannot be told which it has. */
export interface Declared {
  readonly concepts: readonly string[] | null;
  /** Ids of rules. */
  readonly ids: readonly string[] | null;
  /** Currencies with a rate. */
  readonly rates: readonly string[] | null;
}

/** A file that could not be read may have anything. */
export const UNTOLD: Declared = { concepts: null, ids: null, rates: null };

const KEYS: readonly string[] = Object.keys(PackFile.shape);
const Names = z.array(z.looseObject({ name: z.string() })).default([]);
const Ids = z.array(z.looseObject({ id: z.string() })).default([]);
const Rates = z.record(z.string(), z.unknown()).default({});

/**
 * The names in a file, whatever else is wrong with it: a faulty file that lists the concepts must not make a fault of every word that
 * is listed for one.
 */
export function declaredIn(data: unknown): Declared {
  const file = z.record(z.string(), z.unknown()).safeParse(data);
  // Behind a key that is none the names may be hidden.
  if (!file.success || Object.keys(file.data).some((key) => !KEYS.includes(key))) return UNTOLD;
  const { concepts, rules, rates } = file.data;
  return {
    concepts: Names.safeParse(concepts).data?.map(({ name }) => name) ?? null,
    ids: Ids.safeParse(rules).data?.map(({ id }) => id) ?? null,
    rates: keysOf(rates),
  };
}

/** The same of a pack. */
export function declaredBy({ concepts = [], rules, rates = {} }: Pack): Declared {
  return {
    concepts: concepts.map(({ name }) => name),
    ids: rules.map(({ id }) => id),
    rates: Object.keys(rates),
  };
}

function keysOf(rates: unknown): readonly string[] | null {
  const parsed = Rates.safeParse(rates);
  return parsed.success ? Object.keys(parsed.data) : null;
}

/** The names of one kind in all files; null where one of them cannot tell its own. */
export function allDeclared(files: readonly Declared[], kind: keyof Declared): ReadonlySet<string> | null {
  const names = new Set<string>();
  for (const { [kind]: own } of files) {
    if (own === null) return null;
    for (const name of own) names.add(name);
  }
  return names;
}

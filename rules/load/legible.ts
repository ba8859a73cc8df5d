import { z } from 'zod';
import { PackFile, Rule } from '../schema.ts';
import type { Locate } from './fault.ts';

/** A rule and where it stands in its file. */
interface NumberedRule {
  readonly index: number;
  readonly rule: Rule;
}

/** What a file has that other files refer to; null where it cannot be told which it has. */
interface Declared {
  readonly concepts: readonly string[] | null;
  /** Ids of rules. */
  readonly ids: readonly string[] | null;
  /** Currencies with a rate. */
  readonly rates: readonly string[] | null;
}

/** What can be read of a file whatever else is wrong with it, so that one fault hides no other. */
export interface Legible {
  readonly file: string;
  readonly locate: Locate;
  /** Null where it is none. */
  readonly language: string | null;
  readonly declared: Declared;
  /** Rules that have the shape of one. */
  readonly rules: readonly NumberedRule[];
  /** Ids of all that have one, misshapen rules among them. */
  readonly ids: readonly { readonly index: number; readonly id: string }[];
  readonly hasGate: boolean;
  /** Names of the concepts that it lists words for. */
  readonly words: readonly string[];
  /** Ids of the rules that it has examples for. */
  readonly examples: readonly string[];
  readonly currencies: readonly string[];
  readonly home: string | null;
}

/** Of a file that could not be read, or has nothing in it: a write may have been cut short, so it may have had anything. */
const UNTOLD: Declared = { concepts: null, ids: null, rates: null };

const KEYS: readonly string[] = Object.keys(PackFile.shape);
const Names = z.array(z.looseObject({ name: z.string() })).default([]);
const Ids = z.array(z.looseObject({ id: z.string() })).default([]);
const WithId = z.looseObject({ id: z.string() });

/**
 * @param given a pack as read from YAML, which need not be one; null for none
 * @param sound its rules, where they are at hand: what was read from YAML before is no longer what stands there
 */
export function legibleIn(file: string, given: unknown, locate: Locate, sound?: readonly Rule[]): Legible {
  const data = recordOf(given) ?? {};
  const rules = Array.isArray(data.rules) ? data.rules : [];
  const money = recordOf(data.money) ?? {};
  return {
    file,
    locate,
    language: PackFile.shape.language.safeParse(data.language).data ?? null,
    declared: declaredIn(given),
    rules:
      sound?.map((rule, index) => ({ index, rule })) ??
      rules.flatMap((one: unknown, index) => {
        const { data: rule } = Rule.safeParse(one);
        return rule === undefined ? [] : [{ index, rule }];
      }),
    ids: rules.flatMap((one: unknown, index) => {
      const id = WithId.safeParse(one).data?.id;
      return id === undefined ? [] : [{ index, id }];
    }),
    hasGate: data.gate !== undefined,
    words: keysOf(data.words) ?? [],
    examples: keysOf(data.examples) ?? [],
    currencies: keysOf(money.currencies) ?? [],
    home: typeof money.home === 'string' ? money.home : null,
  };
}

/** Of a file that is no YAML, too large or no text. */
export function illegible(file: string): Legible {
  return legibleIn(file, null, () => ({ line: 1, column: 1 }));
}

/**
 * The names in a file, whatever else is wrong with it: a faulty file that lists the concepts must not make a fault of every word that
 * is listed for one.
 */
function declaredIn(given: unknown): Declared {
  const file = recordOf(given);
  // Behind a key that is none the names may be hidden.
  if (file === null || Object.keys(file).some((key) => !KEYS.includes(key))) return UNTOLD;
  const { concepts, rules, rates } = file;
  return {
    concepts: Names.safeParse(concepts).data?.map(({ name }) => name) ?? null,
    ids: Ids.safeParse(rules).data?.map(({ id }) => id) ?? null,
    rates: rates === undefined ? [] : keysOf(rates),
  };
}

function recordOf(given: unknown): Readonly<Record<string, unknown>> | null {
  return z.record(z.string(), z.unknown()).safeParse(given).data ?? null;
}

function keysOf(given: unknown): readonly string[] | null {
  const record = recordOf(given);
  return record === null ? null : Object.keys(record);
}

/** The names of one kind in all files; null where one of them cannot tell its own. */
export function allDeclared(files: readonly Legible[], kind: keyof Declared): ReadonlySet<string> | null {
  const names = new Set<string>();
  for (const { declared } of files) {
    const own = declared[kind];
    if (own === null) return null;
    for (const name of own) names.add(name);
  }
  return names;
}

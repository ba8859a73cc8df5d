import type { z } from 'zod';
import { type Pack, PackFile } from '../schema.ts';
import type { Locate } from './fault.ts';
import type { Legible } from './legible.ts';
import { isAgreed } from './rule-faults.ts';

/** A pack of what is sound in a file with faults, so that what is doubtful in its words is told together with them. */
export interface PartialPack {
  /** Rules with a fault among them, without the part that has it. */
  readonly pack: Pack;
  readonly locate: Locate;
  /** The same with sound rules alone, as they can be compiled. */
  readonly sound: Pack;
}

/** What is cut out first may leave something that cannot stand by itself, and that is cut out next. */
const MOST_ROUNDS = 12;

/** @param given a pack as read from YAML; null for one of which nothing is left */
export function partialPack(given: unknown, { file, locate, language, rules }: Legible): PartialPack | null {
  const remains = new Remains(structuredClone(given), file);
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const parsed = PackFile.safeParse(remains.data);
    if (!parsed.success) {
      if (!remains.cutOut(parsed.error.issues)) return null;
      continue;
    }
    const ids = new Map(rules.map(({ index, rule }) => [index, isAgreed(rule, language)]));
    const placed = parsed.data.rules.map((rule, at) => {
      const index = remains.whereFrom(['rules', at])[1];
      return { rule, isSound: ids.get(Number(index)) === true, index };
    });
    const written = (index: PropertyKey | undefined) => idAt(given, index) ?? `rules.${String(index)}`;
    const pack = {
      ...parsed.data,
      file,
      rules: placed.map(({ rule, index }) => ({ ...rule, id: written(index) })),
    };
    return {
      pack,
      locate: (path, key) => locate(remains.whereFrom(path), key),
      sound: { ...pack, rules: placed.filter(({ isSound }) => isSound).map(({ rule }) => rule) },
    };
  }
  return null;
}

function idAt(given: unknown, index: PropertyKey | undefined): string | null {
  const id = valueAt(given, ['rules', index ?? '', 'id']);
  return typeof id === 'string' ? id : null;
}

/** Says nothing that a lint would: what a fault was told of is not told again by what stands in its place. */
const SHOWN = ['-', '-', '-'];
const IN_RULE: Readonly<Record<string, unknown>> = {
  title: 'Without a title',
  status: 'draft',
  languages: ['und'],
  category: 'provider',
  // Heavy: what it would have to be careful of is looked at.
  weight: 10,
  rationale: 'Without a rationale.',
  evidence: 'needs-native-review',
  gloss: { en: '--', fr: '--' },
  benign: '--',
  author: '--',
  reviewed: '2026-01-01',
  examples: { match: SHOWN, reject: SHOWN },
};

/** A pack from which parts are taken, with what tells where the others stood before. */
class Remains {
  readonly data: unknown;
  readonly #file: string;
  /** Of lists that lost something: where each of the rest stood. */
  readonly #from = new Map<readonly unknown[], readonly number[]>();

  constructor(data: unknown, file: string) {
    this.data = data;
    this.#file = file;
  }

  /** Takes out what is wrong. False where it is the whole. */
  cutOut(issues: readonly z.core.$ZodIssue[]): boolean {
    const lost = new Map<unknown[], Set<number>>();
    const areCut = issues.map((issue) => {
      if (issue.code !== 'unrecognized_keys') return this.#cut(issue.path, lost);
      const holder = valueAt(this.data, issue.path);
      return isHolder(holder) && issue.keys.every((key) => Reflect.deleteProperty(holder, key));
    });
    for (const [list, indices] of lost) {
      const from = this.#from.get(list) ?? Array.from(list.keys());
      const kept = Array.from(list.keys()).filter((index) => !indices.has(index));
      list.splice(0, list.length, ...kept.map((index) => list[index]));
      this.#from.set(
        list,
        kept.map((index) => from[index] ?? index),
      );
    }
    return areCut.every(Boolean);
  }

  #cut(path: readonly PropertyKey[], lost: Map<unknown[], Set<number>>): boolean {
    const last = path.at(-1);
    if (last === undefined) return false;
    const around = path.slice(0, -1);
    const holder = valueAt(this.data, around);
    if (Array.isArray(holder)) {
      // As many examples as before: how many there are is looked at, too.
      if (around.includes('examples')) holder[Number(last)] = '-';
      else lost.set(holder, (lost.get(holder) ?? new Set()).add(Number(last)));
      return true;
    }
    if (!isHolder(holder)) return this.#cut(around, lost);
    if (Reflect.has(holder, last)) return Reflect.deleteProperty(holder, last);
    const instead = this.#instead(path);
    return instead === undefined ? this.#cut(around, lost) : Reflect.set(holder, last, instead);
  }

  /** What stands for something that a pack must have and this one has not. */
  #instead(path: readonly PropertyKey[]): unknown {
    const [first, second] = path;
    const last = String(path.at(-1));
    if (last === 'language') return this.#language();
    if (last === 'about' && path.length === 1) return 'Without a word';
    if (path.includes('examples') && (last === 'match' || last === 'reject')) return SHOWN;
    if (first !== 'rules' || path.length !== 3) return undefined;
    return structuredClone(last === 'id' ? `shared.provider.unnamed-${String(second)}` : IN_RULE[last]);
  }

  /** Of a file that does not say it: that of its folder, if it is named like one. */
  #language(): string {
    return PackFile.shape.language.safeParse(this.#file.split('/')[0]).data ?? 'und';
  }

  whereFrom(path: readonly PropertyKey[]): readonly PropertyKey[] {
    return path.map((part, depth) => {
      const holder = valueAt(this.data, path.slice(0, depth));
      return (Array.isArray(holder) ? this.#from.get(holder)?.[Number(part)] : undefined) ?? part;
    });
  }
}

function valueAt(data: unknown, path: readonly PropertyKey[]): unknown {
  let value = data;
  for (const key of path) value = isHolder(value) ? Reflect.get(value, key) : undefined;
  return value;
}

function isHolder(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

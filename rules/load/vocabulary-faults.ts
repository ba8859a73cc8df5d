import { CONCEPT_REFERENCE, type Pack, type Rule } from '../schema.ts';
import type { Fault, Locate } from './fault.ts';

interface Loaded {
  readonly pack: Pack;
  readonly locate: Locate;
}

/** Concepts that nobody defined, whether a language lists words for them or a rule names them, and strayed examples. */
export function vocabularyFaults(loaded: readonly Loaded[]): readonly Fault[] {
  const defined = new Set(loaded.flatMap(({ pack }) => (pack.concepts ?? []).map(({ name }) => name)));
  const ids = new Set(loaded.flatMap(({ pack }) => pack.rules.map(({ id }) => id)));
  return loaded.flatMap((one) => [
    ...unknownWords(one, defined),
    ...unknownReferences(one, defined),
    ...strayExamples(one, ids),
  ]);
}

function unknownWords({ pack, locate }: Loaded, defined: ReadonlySet<string>): readonly Fault[] {
  return Object.keys(pack.words ?? {})
    .filter((name) => !defined.has(name))
    .map((name) => ({
      file: pack.file,
      ...locate(['words'], name),
      code: 'rules.unknown-concept',
      message: `expected a concept that shared/concepts.yml defines, found "${name}"; correct its name or define it`,
    }));
}

function unknownReferences({ pack, locate }: Loaded, defined: ReadonlySet<string>): readonly Fault[] {
  return pack.rules.flatMap((rule, index) =>
    referencesOf(rule)
      .filter((name) => !defined.has(name))
      .map((name) => ({
        file: pack.file,
        ...locate(['rules', index, 'id']),
        code: 'rules.unknown-concept',
        message: `rule "${rule.id}": expected a concept that shared/concepts.yml defines, found "@${name}"; correct its name or define it`,
      })),
  );
}

function referencesOf(rule: Rule): readonly string[] {
  const entries = [
    ...(rule.terms ?? []),
    ...(rule.with ?? []).flat(),
    ...(rule.without ?? []),
    ...(rule.route?.between ?? []),
    ...(rule.route?.toward ?? []),
  ];
  return entries.filter((entry) => CONCEPT_REFERENCE.test(entry)).map((entry) => entry.slice(1));
}

function strayExamples({ pack, locate }: Loaded, ids: ReadonlySet<string>): readonly Fault[] {
  return Object.keys(pack.examples ?? {})
    .filter((id) => !ids.has(id))
    .map((id) => ({
      file: pack.file,
      ...locate(['examples'], id),
      code: 'rules.stray-examples',
      message: `expected the id of a rule, found "${id}"; examples belong to a rule, correct the id`,
    }));
}

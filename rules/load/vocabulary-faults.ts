import { CONCEPT_REFERENCE, type Pack, type Rule } from '../schema.ts';
import { allDeclared, type Declared, declaredBy } from './declared.ts';
import type { Fault, Locate } from './fault.ts';

interface Loaded {
  readonly pack: Pack;
  readonly locate: Locate;
}

/**
 * Concepts that nobody defined, whether a language lists words for them or a rule names them, currencies without a rate, and
 * strayed examples. What one kind of name is missing cannot be said while a faulty file may have it: then nothing is said of this kind.
 * @param faulty what the files have that are no packs for some other fault
 */
export function vocabularyFaults(loaded: readonly Loaded[], faulty: readonly Declared[]): readonly Fault[] {
  const files = [...faulty, ...loaded.map(({ pack }) => declaredBy(pack))];
  const defined = allDeclared(files, 'concepts');
  const ids = allDeclared(files, 'ids');
  const rated = allDeclared(files, 'rates');
  return loaded.flatMap((one) => [
    ...(defined === null ? [] : [...unknownWords(one, defined), ...unknownReferences(one, defined)]),
    ...(rated === null ? [] : unknownCurrencies(one, rated)),
    ...(ids === null ? [] : strayExamples(one, ids)),
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

/** ISO 4217 for no currency: words that make the number before them a sum whose currency is not told ("3000 was, now 2200"). */
const NO_CURRENCY = 'XXX';

/** Without its rate a currency is worth nothing, and no sum in it would ever be a price. */
function unknownCurrencies({ pack, locate }: Loaded, rated: ReadonlySet<string>): readonly Fault[] {
  const { home, currencies = {} } = pack.money ?? {};
  const fault = (code: string, place: Omit<Fault, 'file' | 'code' | 'message'>) => ({
    file: pack.file,
    ...place,
    code: 'rules.unknown-currency',
    message: `expected a currency that has a rate in shared/money.yml, found "${code}"; correct its code or give its rate`,
  });
  return [
    ...(home === undefined || rated.has(home) ? [] : [fault(home, locate(['money', 'home']))]),
    ...Object.keys(currencies)
      .filter((code) => code !== NO_CURRENCY && !rated.has(code))
      .map((code) => fault(code, locate(['money', 'currencies'], code))),
  ];
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

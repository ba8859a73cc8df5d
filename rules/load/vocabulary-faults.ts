import { CONCEPT_REFERENCE, type Rule } from '../schema.ts';
import type { Fault } from './fault.ts';
import { allDeclared, type Legible } from './legible.ts';

/**
 * Concepts that nobody defined, whether a language lists words for them or a rule names them, currencies without a rate, and
 * strayed examples. What one kind of name is missing cannot be said while a file may have it that does not tell: then nothing is
 * said of this kind.
 * @param hasDuplicates whether two rules have one id, so that one of them has lost its own
 */
export function vocabularyFaults(files: readonly Legible[], hasDuplicates: boolean): readonly Fault[] {
  const defined = allDeclared(files, 'concepts');
  const ids = hasDuplicates ? null : allDeclared(files, 'ids');
  const rated = allDeclared(files, 'rates');
  return files.flatMap((one) => [
    ...(defined === null ? [] : [...unknownWords(one, defined), ...unknownReferences(one, defined)]),
    ...(rated === null ? [] : unknownCurrencies(one, rated)),
    ...(ids === null ? [] : strayExamples(one, ids)),
  ]);
}

function unknownWords({ file, words, locate }: Legible, defined: ReadonlySet<string>): readonly Fault[] {
  return words
    .filter((name) => !defined.has(name))
    .map((name) => ({
      file,
      ...locate(['words'], name),
      code: 'rules.unknown-concept',
      message: `expected a concept that shared/concepts.yml defines, found "${name}"; correct its name or define it`,
    }));
}

function unknownReferences({ file, rules, locate }: Legible, defined: ReadonlySet<string>): readonly Fault[] {
  return rules.flatMap(({ index, rule }) =>
    referencesOf(rule)
      .filter((name) => !defined.has(name))
      .map((name) => ({
        file,
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
function unknownCurrencies(one: Legible, rated: ReadonlySet<string>): readonly Fault[] {
  const { file, home, currencies, locate } = one;
  const fault = (code: string, place: Omit<Fault, 'file' | 'code' | 'message'>) => ({
    file,
    ...place,
    code: 'rules.unknown-currency',
    message: `expected a currency that has a rate in shared/money.yml, found "${code}"; correct its code or give its rate`,
  });
  return [
    ...(home === null || rated.has(home) ? [] : [fault(home, locate(['money', 'home']))]),
    ...currencies
      .filter((code) => code !== NO_CURRENCY && !rated.has(code))
      .map((code) => fault(code, locate(['money', 'currencies'], code))),
  ];
}

function strayExamples({ file, examples, locate }: Legible, ids: ReadonlySet<string>): readonly Fault[] {
  return examples
    .filter((id) => !ids.has(id))
    .map((id) => ({
      file,
      ...locate(['examples'], id),
      code: 'rules.stray-examples',
      message: `expected the id of a rule, found "${id}"; examples belong to a rule, correct the id`,
    }));
}

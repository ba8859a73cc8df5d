import type { CompiledRules } from '../compile/compiled-rules.ts';
import type { Fault } from '../load/fault.ts';
import type { ParsedPacks } from '../load/parse-packs.ts';
import { createScorer } from '../score/create-scorer.ts';
import { type BackgroundPost, broadRules } from './broad-rules.ts';
import { compileSound } from './compile-for-lint.ts';
import { duplicateTerms } from './duplicate-terms.ts';
import type { Finding } from './finding.ts';
import { leaningWordFaults } from './leaning-words.ts';
import { manyLanguages } from './many-languages.ts';
import { missingExamples } from './missing-examples.ts';
import { namedTraits } from './named-traits.ts';
import { outdatedUnless } from './outdated-unless.ts';
import { placesAsTerms } from './places-as-terms.ts';
import { unlistedPeoples } from './unlisted-peoples.ts';
import { unreachablePatterns } from './unreachable-patterns.ts';
import { unreachableTerms } from './unreachable-terms.ts';
import { untranslatedGlosses } from './untranslated-glosses.ts';

/**
 * Everything that is wrong or doubtful in packs, in order of place. What is sound of a file with faults is looked at like the others, so
 * that one fault hides no other.
 * @param background real harmless posts, to measure which wording is too broad; left out when empty
 * @param compiled as `compileForLint` gives it, where it is at hand
 */
export function lintPacks(
  packs: Omit<ParsedPacks, 'digest'>,
  background: Iterable<BackgroundPost> = [],
  compiled: CompiledRules = compileSound(packs),
): readonly Finding[] {
  const { located: whole, partial = [], faults } = packs;
  const located = [...whole, ...partial].toSorted((a, b) => compare(a.pack.file, b.pack.file));
  const read = new Set(located.map(({ pack }) => pack.file));
  const findings = [
    ...faults.map(asError),
    ...namedTraits(located),
    // What a partial pack has in place of a faulty tag is no language.
    ...unlistedPeoples(located.filter((one) => whole.includes(one) || one.pack.language !== 'und')),
    ...placesAsTerms(located),
    ...manyLanguages(located),
    ...unreachableTerms(located, compiled),
    ...unreachablePatterns(located),
    ...duplicateTerms(located),
    ...leaningWordFaults(located),
    ...missingExamples(
      located,
      faults.every(({ file }) => read.has(file)),
    ),
    ...untranslatedGlosses(located),
    ...outdatedUnless(located),
    ...broadRules(located, createScorer(compiled, { release: null }), background),
  ];
  return findings.toSorted(
    (a, b) => compare(a.file, b.file) || a.line - b.line || a.column - b.column || compare(a.code, b.code),
  );
}

function asError(fault: Fault): Finding {
  return { ...fault, level: 'error' };
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

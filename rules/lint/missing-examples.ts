import { isTried } from '../analysis/shadow-rules.ts';
import type { LocatedPack } from '../load/parse-packs.ts';
import { CONCEPT_REFERENCE, type Rule } from '../schema.ts';
import type { Finding } from './finding.ts';

/** A rule that is live or in shadow shows at least so many phrases each way, and so many in every language that speaks it. */
const WANTED = 3;

/**
 * Rules with too few examples of their own, and languages that show too little for the rules they speak. What is live is told as an
 * error: there is no release of it. What is in shadow has until then.
 * @param areAllRead while a file is not, it may have what a language lacks: then nothing is said of that
 */
export function missingExamples(located: readonly LocatedPack[], areAllRead = true): readonly Finding[] {
  const shared = located.flatMap(({ pack }) => pack.rules.filter(isSharedAndTried));
  return [
    ...located.flatMap(tooFewOwn),
    ...(areAllRead ? languagesOf(located) : []).flatMap((one) =>
      tooFewShown(
        one,
        shared.filter((rule) => isLacking(rule, one, located)),
      ),
    ),
  ];
}

function isSharedAndTried(rule: Rule): boolean {
  return isTried(rule) && rule.languages === 'all';
}

function tooFewOwn({ pack, locate }: LocatedPack): readonly Finding[] {
  return pack.rules.flatMap((rule, at): readonly Finding[] => {
    const { id, examples } = rule;
    if (!isTried(rule)) return [];
    const fewest = Math.min(examples.match.length, examples.reject.length);
    if (fewest >= WANTED) return [];
    const message = `rule "${id}": expected ${WANTED} examples each way, found ${fewest}; add what it must find and what it must leave alone`;
    return [{ ...told(rule), message, file: pack.file, ...locate(['rules', at, 'examples']) }];
  });
}

/** The file that lists a language's words stands for the language. */
function languagesOf(located: readonly LocatedPack[]): readonly LocatedPack[] {
  return located.filter(({ pack }) => pack.words !== undefined);
}

function isLacking(rule: Rule, { pack }: LocatedPack, located: readonly LocatedPack[]): boolean {
  if (!isSpoken(rule, pack.words ?? {})) return false;
  const shown = located
    .filter((one) => one.pack.language === pack.language)
    .map((one) => one.pack.examples?.[rule.id]);
  const count = (kind: 'match' | 'reject') =>
    shown.reduce((sum, examples) => sum + (examples?.[kind].length ?? 0), 0);
  return Math.min(count('match'), count('reject')) < WANTED;
}

function tooFewShown({ pack, locate }: LocatedPack, lacking: readonly Rule[]): readonly Finding[] {
  const live = lacking.filter(({ status }) => status === 'live');
  const shadow = lacking.filter(({ status }) => status !== 'live');
  return [live, shadow].flatMap((rules): readonly Finding[] => {
    const [first] = rules;
    if (first === undefined) return [];
    // All of them, though a new language speaks a hundred: nobody could write what is only counted.
    const named = rules.map(({ id }) => id);
    const message = `expected ${WANTED} examples each way in "${pack.language}" for every shared rule it speaks, found fewer for ${named.join(', ')}; add them under "examples"`;
    return [{ ...told(first), message, file: pack.file, ...locate(['language']) }];
  });
}

function told({ status }: Rule): Pick<Finding, 'level' | 'code'> {
  return { level: status === 'live' ? 'error' : 'warning', code: 'rules.missing-examples' };
}

/**
 * Whether a language has words for what the rule looks for: for its terms; where they are none of a language, for what has to stand
 * beside them or joins its places. What is looked for by signs, numbers and sums alone is the same in every language, and shown once.
 */
function isSpoken(
  { terms = [], with: companions = [], route: { between = [], toward = [] } = {} }: Rule,
  words: Readonly<Record<string, readonly string[]>>,
): boolean {
  const isListed = (entry: string) => isConcept(entry) && words[entry.slice(1)] !== undefined;
  const decisive = terms.some(isConcept) ? terms : [...companions.flat(), ...between, ...toward];
  return (
    decisive.some(isListed) &&
    companions.every((group) => group.some((entry) => !isConcept(entry) || isListed(entry)))
  );
}

function isConcept(entry: string): boolean {
  return CONCEPT_REFERENCE.test(entry);
}

import { isTried } from '../analysis/shadow-rules.ts';
import type { LocatedPack } from '../load/parse-packs.ts';
import { CONCEPT_REFERENCE, type Rule } from '../schema.ts';
import type { Finding } from './finding.ts';

/** A rule that is live or in shadow shows at least so many phrases each way, in every language it claims. */
const WANTED = 3;
const SHOWN = 5;

/** Rules with too few examples of their own, and languages that show too little for the rules they speak. */
export function missingExamples(located: readonly LocatedPack[]): readonly Finding[] {
  const shared = located.flatMap(({ pack }) => pack.rules.filter(isSharedAndTried));
  return [
    ...located.flatMap(tooFewOwn),
    ...languagesOf(located).flatMap((one) => tooFewShown(one, shared, located)),
  ];
}

function isSharedAndTried(rule: Rule): boolean {
  return isTried(rule) && rule.languages === 'all';
}

function tooFewOwn({ pack, locate }: LocatedPack): readonly Finding[] {
  return pack.rules.flatMap((rule, at): readonly Finding[] => {
    const { id, languages, examples } = rule;
    if (!isTried(rule) || languages === 'all') return [];
    const fewest = Math.min(examples.match.length, examples.reject.length);
    if (fewest >= WANTED) return [];
    const message = `rule "${id}": expected ${WANTED} examples each way, found ${fewest}; add what it must find and what it must leave alone`;
    return [
      {
        file: pack.file,
        ...locate(['rules', at, 'examples']),
        level: 'warning',
        code: 'rules.missing-examples',
        message,
      },
    ];
  });
}

/** The file that lists a language's words stands for the language. */
function languagesOf(located: readonly LocatedPack[]): readonly LocatedPack[] {
  return located.filter(({ pack }) => pack.words !== undefined);
}

function tooFewShown(
  { pack, locate }: LocatedPack,
  shared: readonly Rule[],
  located: readonly LocatedPack[],
): readonly Finding[] {
  const shown = located
    .filter((one) => one.pack.language === pack.language)
    .map((one) => one.pack.examples ?? {});
  const lacking = shared.filter((rule) => {
    if (!isSpoken(rule, pack.words ?? {})) return false;
    const count = (kind: 'match' | 'reject') =>
      shown.reduce((sum, examples) => sum + (examples[rule.id]?.[kind].length ?? 0), 0);
    return Math.min(count('match'), count('reject')) < WANTED;
  });
  if (lacking.length === 0) return [];
  const named = lacking.slice(0, SHOWN).map(({ id }) => id);
  const more = lacking.length > SHOWN ? ` and ${lacking.length - SHOWN} more` : '';
  const message = `expected ${WANTED} examples each way in "${pack.language}" for every shared rule it speaks, found fewer for ${named.join(', ')}${more}; add them under "examples"`;
  return [
    { file: pack.file, ...locate(['language']), level: 'warning', code: 'rules.missing-examples', message },
  ];
}

/** Whether a language has a word for what the rule looks for. */
function isSpoken({ terms }: Rule, words: Readonly<Record<string, readonly string[]>>): boolean {
  return (terms ?? []).some((term) => CONCEPT_REFERENCE.test(term) && words[term.slice(1)] !== undefined);
}

import type { CompiledRules } from '../../rules/scoring.ts';

/** What is said of a language in shadow that no rules know by that name. */
export const UNLISTED =
  'no pack has words of this language under this name: only posts whose source states it are kept in shadow';

/** Languages that packs do not list, such as a name with a slip in it. */
export function unlistedLanguages(
  { languages, joins }: CompiledRules,
  asked: readonly string[],
): readonly string[] {
  return asked.filter((one) => !languages.includes(one) && !joins.has(one));
}

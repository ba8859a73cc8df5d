import type { DashboardContext } from '../../dashboard/context.ts';
import { type CompiledRules, evidenceOf } from '../../rules/index.ts';

/** What the release in force says about its rules, and about the words of each language. */
export function wordingOf(
  rules: Pick<CompiledRules, 'texts' | 'languages' | 'joins' | 'checkedLanguages'>,
): Pick<DashboardContext, 'rule' | 'checkedLanguages' | 'uncheckedLanguages'> {
  const { texts, checkedLanguages } = rules;
  const checked = new Set(checkedLanguages);
  return {
    checkedLanguages,
    uncheckedLanguages: uncheckedLanguages(rules),
    rule(id, language) {
      const known = texts.get(id);
      if (known === undefined) return undefined;
      const { title, gloss, benign, evidence } = known;
      const found = language === undefined ? evidence : evidenceOf(known, checked.has(language));
      return { title, gloss, benign, evidence: found };
    },
  };
}

/** Languages that list words, varieties among them, of which no native reader has checked them. */
export function uncheckedLanguages({
  languages,
  joins,
  checkedLanguages,
}: Pick<CompiledRules, 'languages' | 'joins' | 'checkedLanguages'>): readonly string[] {
  const checked = new Set(checkedLanguages);
  return [...languages, ...joins.keys()].filter((language) => !checked.has(language)).toSorted();
}

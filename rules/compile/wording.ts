import { CONCEPT_REFERENCE, type Pack, type Rule } from '../schema.ts';

/** How far the wording of a rule can be relied on. */
export type Evidence = Rule['evidence'];

/**
 * Languages of which a native reader has checked all that findings rest on, words, places and sums, as assessments name them, in
 * order. One file of these that nobody checked leaves its language unchecked; languages that are mixed with one another share their
 * words, and so what is known of these.
 */
export function checkedLanguages(packs: readonly Pack[]): readonly string[] {
  const joins = new Map(
    packs.flatMap(({ language, joins: to }) => (to === undefined ? [] : [[language, to]])),
  );
  const familyOf = (language: string) => joins.get(language) ?? language;
  const listing = packs.filter(({ words, places, money }) => (words ?? places ?? money) !== undefined);
  const unchecked = new Set(
    listing.filter(({ review }) => review?.status !== 'native').map(({ language }) => familyOf(language)),
  );
  const languages = new Set(packs.flatMap(({ language, words }) => (words === undefined ? [] : [language])));
  return [...languages].filter((language) => !unchecked.has(familyOf(language))).toSorted();
}

/**
 * Whether what a rule finds rests on what each language lists for itself: words of a concept, places, sums, leanings. What a rule spells out
 * itself, signs and patterns, its own `evidence` answers for.
 */
export function restsOnLanguage({ terms = [], with: companions = [], route, price, leaning }: Rule): boolean {
  const isListed = [...terms, ...companions.flat()].some((entry) => CONCEPT_REFERENCE.test(entry));
  return isListed || route !== undefined || price !== undefined || leaning !== undefined;
}

/**
 * Of what a rule found: attested where its own wording is, and a native reader has checked the words of the post's language. Whose words
 * were found no signal says, so those of a neighbouring language in the post are taken for the post's own.
 */
export function evidenceOf(
  rule: { readonly evidence: Evidence; readonly restsOnLanguage: boolean },
  isChecked: boolean,
): Evidence {
  return rule.restsOnLanguage && !isChecked ? 'needs-native-review' : rule.evidence;
}

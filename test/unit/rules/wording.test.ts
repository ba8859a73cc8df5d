import { describe, expect, it } from 'vitest';
import {
  changesBetween,
  compileRules,
  createExplainer,
  createScorer,
  registerPacks,
} from '../../../rules/index.ts';
import { packYaml, parsed, ruleYaml } from './pack-sources.ts';

const NATIVE = 'review: { status: native, by: "A reader", on: "2026-11-30" }\n';
const NONE = 'review: { status: none }\n';

const SHARED = packYaml(
  [
    ruleYaml({ id: 'shared.provider.boat', languages: 'all', terms: '["@boat"]' }),
    ruleYaml({ id: 'shared.price.own', languages: 'all', category: 'price', terms: '["cheap seats"]' }),
    ruleYaml({ id: 'shared.news.unsure', languages: 'all', category: 'news', terms: '["@police"]' }),
  ],
  'language: shared\nabout: Shared\nconcepts:\n  - { name: boat, means: "A boat.", not: "" }\n  - { name: police, means: "The police.", not: "" }\n',
).replace(/needs-native-review/g, (found, at: number, whole: string) =>
  whole.lastIndexOf('shared.news', at) < 0 ? 'attested' : found,
);

function wordsOf(language: string, more: string, words = 'boat: ["a large boat"], police: ["two officers"]') {
  return `language: ${language}\nabout: Words\n${more}words: { ${words} }\n`;
}

function packsOf(files: Readonly<Record<string, string>>) {
  const { located, faults } = parsed({ 'shared.yml': SHARED, ...files });
  expect(faults).toEqual([]);
  return located.map(({ pack }) => pack);
}

const checkedIn = (files: Readonly<Record<string, string>>) => compileRules(packsOf(files)).checkedLanguages;

describe('what native readers have checked', () => {
  it('is nothing where no file says so, and a language whose files with words all say so', () => {
    expect(checkedIn({ 'en.yml': wordsOf('en', ''), 'fr.yml': wordsOf('fr', NONE) })).toEqual([]);
    const more = { 'en/words.yml': wordsOf('en', NATIVE), 'fr.yml': wordsOf('fr', NONE) };
    expect(checkedIn(more)).toEqual(['en']);
    const trade = wordsOf('en', '', 'boat: ["boat tickets"]');
    expect(checkedIn({ ...more, 'en/trade.yml': trade })).toEqual([]);
    // A file without words has none to be checked.
    expect(checkedIn({ ...more, 'en/cases.yml': packYaml([]) })).toEqual(['en']);
  });

  it('is not a language of which nobody checked the places or sums that routes and prices rest on', () => {
    const places = (state: string) =>
      `language: en\nabout: Places\n${state}places:\n  - { language: en, in: { IT: ["Italy"] } }\n`;
    const money = (state: string) =>
      `language: en\nabout: Sums\n${state}rates: { EUR: 1 }\nmoney: { currencies: { EUR: ["euro"] }, multipliers: {} }\n`;
    const words = { 'en/words.yml': wordsOf('en', NATIVE) };
    expect(checkedIn(words)).toEqual(['en']);
    for (const [name, of] of Object.entries({ 'en/places.yml': places, 'en/money.yml': money })) {
      expect(checkedIn({ ...words, [name]: of('') }), name).toEqual([]);
      expect(checkedIn({ ...words, [name]: of(NONE) }), name).toEqual([]);
      expect(checkedIn({ ...words, [name]: of(NATIVE) }), name).toEqual(['en']);
    }
  });

  it('is of languages that share their words all of them or none', () => {
    const joined = (state: string) => wordsOf('arz', `joins: ar\n${state}`, 'boat: ["markeb"]');
    const home = { 'ar.yml': wordsOf('ar', NATIVE, 'boat: ["qarib"]') };
    expect(checkedIn({ ...home, 'arz.yml': joined('') })).toEqual([]);
    expect(checkedIn({ ...home, 'arz.yml': joined(NATIVE) })).toEqual(['ar', 'arz']);
  });

  it('is said by whom and when, or is a fault with its line', () => {
    for (const review of [
      '{ status: native }',
      '{ status: native, by: "A reader", on: "2026-02-30" }',
      'native',
    ]) {
      const { faults } = parsed({ 'shared.yml': SHARED, 'en.yml': wordsOf('en', `review: ${review}\n`) });
      expect(faults.map(({ file, line }) => [file, line])).toContainEqual(['en.yml', 3]);
    }
  });

  it('moves no post: a release that says it needs no measurement', () => {
    const [before, after] = [NONE, NATIVE].map((state) => packsOf({ 'en.yml': wordsOf('en', state) }));
    expect(changesBetween(before ?? [], after ?? [])).toMatchObject([
      { what: 'en.yml review', how: 'changed', isLive: false },
    ]);
    const text = 'A large boat, cheap seats, two officers';
    const [one, other] = [before, after].map((packs) =>
      createScorer(compileRules(packs ?? []), { release: null }).score({ text }),
    );
    expect(one).toEqual(other);
  });
});

describe('the evidence of what was found', () => {
  function explained(state: string) {
    const packs = packsOf({ 'en.yml': wordsOf('en', state) });
    const explainer = createExplainer(packs, createScorer(compileRules(packs), { release: null }));
    const { isChecked, offer, counter } = explainer.explain({
      text: 'A large boat, cheap seats, two officers',
      language: 'en',
    });
    return { isChecked, found: [...offer, ...counter].map(({ rule, evidence }) => [rule, evidence]) };
  }

  it('is attested where the rule is and the words of the language are checked', () => {
    expect(explained(NATIVE)).toEqual({
      isChecked: true,
      found: [
        ['shared.provider.boat', 'attested'],
        ['shared.price.own', 'attested'],
        ['shared.news.unsure', 'needs-native-review'],
      ],
    });
  });

  it('needs native review where nobody checked them, but for words that the rule spells out itself', () => {
    expect(explained(NONE)).toEqual({
      isChecked: false,
      found: [
        ['shared.provider.boat', 'needs-native-review'],
        ['shared.price.own', 'attested'],
        ['shared.news.unsure', 'needs-native-review'],
      ],
    });
  });

  it('stands by each language in the registry', () => {
    const packs = packsOf({ 'en.yml': wordsOf('en', NATIVE), 'fr.yml': wordsOf('fr', '') });
    expect(registerPacks(packs).vocabulary).toEqual([
      { language: 'en', withheld: 2, isChecked: true },
      { language: 'fr', withheld: 2, isChecked: false },
    ]);
  });
});

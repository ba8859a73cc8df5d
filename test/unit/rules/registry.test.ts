import { beforeAll, describe, expect, it } from 'vitest';
import {
  createScorer,
  type Pack,
  type RegisteredPacks,
  type Rule,
  registerPacks,
  termsOf,
} from '../../../rules/index.ts';
import { shippedPacks, shippedRules } from './shipped-packs.ts';

/** Every text of a value. */
function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : [];
}

describe('the registry of rules', () => {
  let packs: readonly Pack[] = [];
  let rules: readonly Rule[] = [];
  let registered: RegisteredPacks;
  beforeAll(async () => {
    packs = shippedPacks();
    rules = packs.flatMap((pack) => pack.rules).filter(({ status }) => status !== 'draft');
    registered = registerPacks(packs);
  }, 60_000);

  it('TRA-01 holds every rule that is in force or was, with purpose, effect, languages and tests', () => {
    expect(registered.rules.map(({ id }) => id)).toEqual(rules.map(({ id }) => id).toSorted());
    for (const rule of registered.rules) {
      for (const language of ['en', 'fr', 'es', 'ar'] as const)
        expect(rule.purpose[language]?.length, `${rule.id} ${language}`).toBeGreaterThan(1);
      expect(rule.tests.match, rule.id).toBeGreaterThan(0);
      expect(rule.tests.reject, rule.id).toBeGreaterThan(0);
      if (rule.effect === 'protects') expect(rule.weight, rule.id).toBe(0);
    }
  });

  it('tells what rules are known to find wrongly, of those of which it is known', () => {
    const known = registered.rules.filter(({ knownFalsePositives }) => knownFalsePositives.length > 0);
    expect(known.length).toBeGreaterThanOrEqual(30);
  });

  it('tells nothing untrue of them: each text that is quoted is found by its rule', async () => {
    const scorer = createScorer(await shippedRules(), { release: null });
    const isFound = (id: string, text: string) => {
      const { signals, counterSignals } = scorer.score({ text });
      return [...signals, ...counterSignals].some(({ rule }) => rule === id);
    };
    const quoted = registered.rules.flatMap(({ id, knownFalsePositives }) =>
      knownFalsePositives.flatMap((told) =>
        [...told.matchAll(/"([^"]+)"/g)].map(([, text = '']) => ({ id, text })),
      ),
    );
    expect(quoted.length).toBeGreaterThanOrEqual(30);
    expect(quoted.filter(({ id, text }) => !isFound(id, text))).toEqual([]);
  }, 60_000);

  it('TRA-01 says of rules without words of a language that they speak in every one', () => {
    const several = registered.rules.filter(({ languages }) => languages !== 'all' && languages.length > 1);
    const wordless = rules.filter(({ terms = [] }) => !terms.some((term) => term.startsWith('@')));
    expect(several.filter(({ id }) => wordless.some((rule) => rule.id === id))).toEqual([]);
    expect(registered.rules.find(({ id }) => id === 'shared.contact.handle')?.languages).toBe('all');
  });

  it('says of rules for coded words what they stand for, and none of the words', () => {
    const coded = packs.flatMap(({ words = {} }) => words['coded-crossing'] ?? []);
    expect(coded.length).toBeGreaterThan(100);
    const entry = registered.rules.find(({ id }) => id === 'shared.route.coded');
    const told = textsOf([entry?.title, entry?.purpose, entry?.knownFalsePositives]);
    const said = ` ${told
      .join(' ')
      .toLowerCase()
      .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')} `;
    expect(coded.filter((word) => said.includes(` ${word.toLowerCase()} `))).toEqual([]);
  });

  it('TRA-01 publishes none of the words that a rule looks for, and counts each', () => {
    for (const rule of rules) {
      const own = termsOf(rule).filter((term) => !/^@[a-z]+(?:-[a-z]+)*$/.test(term));
      const entry = registered.rules.find(({ id }) => id === rule.id);
      expect(entry?.withheld, rule.id).toBe(own.length);
      const published = textsOf(entry).join('\n').toLowerCase();
      // A single dash or point is in every sentence.
      for (const term of own.filter((one) => /[^ -~]|../u.test(one)))
        expect(published.includes(term.toLowerCase()), `${rule.id} ${term}`).toBe(false);
    }
    for (const { id, route } of rules) {
      const joining = [...(route?.between ?? []), ...(route?.toward ?? [])].filter(
        (one) => !one.startsWith('@'),
      );
      const withheld = registered.rules.find((rule) => rule.id === id)?.withheld ?? 0;
      expect(withheld, id).toBeGreaterThanOrEqual(joining.length);
    }
    const keys = new Set(registered.rules.flatMap((rule) => Object.keys(rule)));
    for (const key of ['terms', 'patterns', 'with', 'without', 'examples', 'route', 'price', 'leaning'])
      expect(keys.has(key), key).toBe(false);
    const words = packs.reduce(
      (sum, { language, words = {}, leanings = {} }) =>
        sum +
        Object.values(words).reduce((all, list) => all + list.length, 0) +
        (language === 'shared'
          ? 0
          : Object.values(leanings).flatMap((said) => Object.keys(said ?? {})).length),
      0,
    );
    expect(words).toBeGreaterThan(
      packs.reduce((sum, { words: lists = {} }) => sum + Object.values(lists).flat().length, 0),
    );
    expect(registered.vocabulary.reduce((sum, { withheld }) => sum + withheld, 0)).toBe(words);
    const own = registered.rules.reduce((sum, { withheld }) => sum + withheld, 0);
    expect(registered.withheld).toBe(own + words);
  });
});

import { describe, expect, it } from 'vitest';
import {
  type BacktestPost,
  backtest,
  compileRules,
  createScorer,
  runExamples,
} from '../../../rules/index.ts';
import { packYaml, parsed, ruleYaml } from './pack-sources.ts';

const GATE = 'language: en\nabout: A pack for tests\ngate: { threshold: 1, kinds: 2 }\n';

function scorer(terms: string) {
  const rules = [
    ruleYaml({ terms }),
    ruleYaml({ category: 'price', weight: 1, terms: '["euro"]' }),
    ruleYaml({ category: 'transport', weight: 1, terms: '["tonight"]' }),
  ];
  const { located } = parsed({ 'en.yml': packYaml(rules, GATE) });
  return createScorer(compileRules(located.map(({ pack }) => pack)), { release: null });
}

describe('a backtest', () => {
  const posts: readonly BacktestPost[] = [
    { lang: 'en', label: 'offer', text: 'we bring you tonight, 9 euro' },
    { lang: 'en', label: 'offer', text: 'we take you tonight, 9 euro' },
    { lang: 'en', label: 'not_offer', text: 'they say we bring you tonight for a euro' },
    { lang: 'de', text: 'nothing' },
  ];

  it('says per language what a change gains and loses, with intervals', () => {
    const { languages, moves } = backtest(scorer('["we take"]'), scorer('["we bring"]'), posts);
    expect(languages.map(({ lang, gained, lost }) => ({ lang, gained, lost }))).toEqual([
      { lang: 'de', gained: 0, lost: 0 },
      { lang: 'en', gained: 2, lost: 1 },
    ]);
    const [de, en] = languages;
    expect(de).toMatchObject({ offersFound: null, falseFlags: null });
    expect(en?.offersFound).toMatchObject({ before: { count: 1, of: 2 }, after: { count: 1, of: 2 } });
    expect(en?.falseFlags).toMatchObject({ before: { count: 0, of: 1 }, after: { count: 1, of: 1 } });
    // Wilson's interval for 1 of 2 is 9.5 to 90.5 %.
    expect(en?.offersFound?.before.low).toBeCloseTo(9.45, 1);
    expect(en?.offersFound?.before.high).toBeCloseTo(90.55, 1);
    expect(moves.map(({ from, to, label }) => `${label} ${from} ${to}`)).toEqual([
      'offer none review',
      'offer review none',
      'not_offer none review',
    ]);
  });
});

describe('running examples', () => {
  it('names the line of what comes out otherwise', () => {
    const wrong = ruleYaml({ match: '["we take you", "we go"]', reject: '["take", "so we take you"]' });
    const cases = 'cases:\n  - { text: "we take you", lane: review }\n';
    const { count, failures } = runExamples(parsed({ 'en.yml': packYaml([wrong]) + cases }).located);
    expect(count).toBe(5);
    expect(failures.map(({ line, expected, text, found }) => ({ line, expected, text, found }))).toEqual([
      { line: 19, expected: 'match', text: 'we go', found: [] },
      { line: 20, expected: 'reject', text: 'so we take you', found: ['en.provider.test'] },
      { line: 22, expected: 'review', text: 'we take you', found: ['none'] },
    ]);
  });

  it('runs what a language shows for a shared rule', () => {
    const shared = ruleYaml({
      id: 'shared.provider.takes',
      languages: 'all',
      terms: '["@provides"]',
      match: '["x", "y"]',
    });
    const files = {
      'shared.yml': packYaml(
        [shared],
        'language: shared\nabout: Shared\nconcepts: [{ name: provides, means: "We take.", not: "" }]\n',
      ),
      'en.yml':
        'language: en\nabout: Words\nwords: { provides: ["we carry you"] }\nexamples:\n  shared.provider.takes: { match: ["we carry you", "they carry"], reject: ["carry"] }\n',
    };
    const { failures } = runExamples(parsed(files).located);
    const inEnglish = failures.filter(({ file }) => file === 'en.yml');
    expect(inEnglish.map(({ text, rule }) => ({ text, rule }))).toEqual([
      { text: 'they carry', rule: 'shared.provider.takes' },
    ]);
  });
});

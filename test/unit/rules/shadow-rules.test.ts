import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  backtest,
  compileRules,
  createExplainer,
  createScorer,
  createShadowFinder,
  lintPacks,
  runExamples,
} from '../../../rules/index.ts';
import { packYaml, parsed, ruleYaml } from './pack-sources.ts';

const GATE = 'language: en\nabout: A pack for tests\ngate: { threshold: 2, kinds: 2 }\n';
const LIVE = [
  ruleYaml({ terms: '["we take"]' }),
  ruleYaml({ category: 'price', terms: '["euro"]' }),
  ruleYaml({ category: 'transport', terms: '["tonight"]' }),
];
const SHADOW = [
  ruleYaml({ id: 'en.provider.new', status: 'shadow', weight: 9, terms: '["we bring"]' }),
  ruleYaml({ id: 'en.news.new', status: 'shadow', category: 'news', weight: 9, terms: '["police"]' }),
  ruleYaml({
    id: 'en.distress.new',
    status: 'shadow',
    category: 'distress',
    weight: 0,
    terms: '["we sink"]',
  }),
];

function packsOf(...rules: readonly string[]) {
  const { located, faults } = parsed({ 'en.yml': packYaml(rules, GATE) });
  expect(faults).toEqual([]);
  return located.map(({ pack }) => pack);
}

const scorerOf = (...rules: readonly string[]) =>
  createScorer(compileRules(packsOf(...rules)), { release: null });

describe('rules in shadow', () => {
  it('change no byte of any assessment: of those with them and without, each is the same', () => {
    const [without, withThem, live] = [LIVE, [...LIVE, ...SHADOW], [...LIVE, ...SHADOW.map(asLive)]].map(
      (rules) => scorerOf(...rules),
    );
    const word = fc.constantFrom(
      'we',
      'take',
      'bring',
      'sink',
      'tonight',
      '9',
      'euro',
      'police',
      'b o a t',
      '.',
    );
    let differs = 0;
    fc.assert(
      fc.property(fc.array(word, { maxLength: 14 }), (words) => {
        const text = words.join(' ');
        const was = without?.score({ text });
        expect(JSON.stringify(withThem?.score({ text }))).toBe(JSON.stringify(was));
        if (live?.score({ text }).lane !== was?.lane) differs += 1;
      }),
      { numRuns: 500 },
    );
    // Were they live, they would.
    expect(differs).toBeGreaterThan(0);
  });

  it('are told apart in an explanation, with no weight', () => {
    const packs = packsOf(...LIVE, ...SHADOW);
    const explainer = createExplainer(packs, createScorer(compileRules(packs), { release: null }));
    const told = explainer.explain({ text: 'We bring you tonight, police, we sink' });
    expect(told.assessment.lane).toBe('none');
    expect(told.shadow.map(({ rule, text, weight, counted }) => ({ rule, text, weight, counted }))).toEqual([
      { rule: 'en.provider.new', text: 'We bring', weight: 0, counted: false },
      { rule: 'en.news.new', text: 'police', weight: 0, counted: false },
      { rule: 'en.distress.new', text: 'we sink', weight: 0, counted: false },
    ]);
    const rest = [...told.offer, ...told.counter, ...told.atRisk].map(({ rule }) => rule);
    expect(rest).toEqual(['en.transport.test']);
  });

  it('are counted in a backtest, by language, and move nothing', () => {
    const packs = packsOf(...LIVE, ...SHADOW);
    const scorer = createScorer(compileRules(packs), { release: null });
    const posts = [
      { lang: 'en', label: 'offer', text: 'we bring you tonight, 9 euro, we bring all' },
      { lang: 'en', label: 'not_offer', text: 'we bring cake' },
      { lang: 'de', text: 'we bring' },
      { lang: 'de', text: 'nothing' },
    ] as const;
    const { shadow, moves } = backtest(scorer, scorer, posts, createShadowFinder(packs));
    expect(moves).toEqual([]);
    expect(shadow).toEqual([
      { rule: 'en.provider.new', lang: 'de', posts: 1, noOffers: 0 },
      { rule: 'en.provider.new', lang: 'en', posts: 2, noOffers: 1 },
    ]);
  });

  it('have their examples run as if they were live, and asked for', () => {
    const few = ruleYaml({
      id: 'en.provider.few',
      status: 'shadow',
      terms: '["we bring"]',
      match: '["we bring", "we go"]',
      reject: '["take", "so we bring"]',
    });
    const { located, faults } = parsed({ 'en.yml': packYaml([few]) });
    const { count, failures } = runExamples(located);
    expect(count).toBe(4);
    expect(failures.map(({ expected, text }) => `${expected} ${text}`)).toEqual([
      'match we go',
      'reject so we bring',
    ]);
    expect(lintPacks({ located, faults }).map(({ code }) => code)).toContain('rules.missing-examples');
  });

  it('cost nothing where there are none', () => {
    expect(createShadowFinder(packsOf(...LIVE)).rules).toEqual([]);
    expect(createShadowFinder(packsOf(...LIVE)).find({ text: 'we take' })).toEqual([]);
  });
});

function asLive(rule: string): string {
  return rule.replace('status: shadow', 'status: live');
}

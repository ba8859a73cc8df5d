import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compileRules, createScorer, lintPacks } from '../../../rules/index.ts';
import { fitLogistic, oddsOf } from '../../evaluation/leanings/logistic.ts';
import { readHalf } from '../../evaluation/read-cases.ts';
import { packYaml, parsed, ruleYaml } from './pack-sources.ts';
import { shippedRules, shippedScorer } from './shipped-packs.ts';

const leaningRule = (id: string, category: string, weight: number, leaning: string) =>
  ruleYaml({ id, category, weight, terms: null, more: `    leaning: { ${leaning} }\n` });

/** Ten points are needed: who takes people by van and asks to be written to has seven, and twelve where the words lean. */
const RULES = [
  ruleYaml({ id: 'en.provider.takes', category: 'provider', weight: 3, terms: '["we take you"]' }),
  ruleYaml({ id: 'en.transport.van', category: 'transport', weight: 2, terms: '["van"]' }),
  ruleYaml({ id: 'en.contact.write', category: 'contact', weight: 2, terms: '["write me"]' }),
  ruleYaml({ id: 'en.commerce.rent', category: 'commerce', weight: 5, terms: '["rent"]' }),
  ruleYaml({ id: 'en.circumstance.kin', category: 'circumstance', weight: 4, terms: '["cousin"]' }),
  ruleYaml({ id: 'en.circumstance.doctor', category: 'circumstance', weight: 4, terms: '["doctor"]' }),
  ruleYaml({ id: 'en.vulnerability.alone', category: 'vulnerability', weight: 3, terms: '["alone"]' }),
  leaningRule('en.wording.of-offers', 'wording', 5, 'toward: offer, least: 20'),
  ruleYaml({ id: 'en.distress.plea', category: 'distress', weight: 0, terms: '["help us"]' }),
  leaningRule(
    'en.appeal.of-calls',
    'appeal',
    4,
    'toward: call, degrees: { even: 10, step: 5, against: 6 }, known: 2',
  ),
];
const HEAD =
  'language: en\nabout: A pack for tests\ngate: { threshold: 10, protectionThreshold: 10, kinds: 2 }\n';
const LEANINGS = `leanings:
  offer: { tonight: 30, "tonight {number}": 20, quiet: -60, "{number}": 1, "{place}": 1 }
  call: { please: 25, somebody: 20, "please somebody": 10, tea: -30, garden: -20 }
`;
const { located, faults } = parsed({ 'en.yml': packYaml(RULES, `${HEAD}${LEANINGS}`) });
const compiled = compileRules(located.map(({ pack }) => pack));
const scorer = createScorer(compiled, { release: null });
const scored = (text: string) => scorer.score({ text });
const laneOf = (text: string) => scored(text).lane;
const AD = 'We take you by van, write me';

describe('a leaning toward offers', () => {
  it('is a rule that any pack can have', () => expect(faults).toEqual([]));

  it('adds its points where points alone are missing, and tells the words', () => {
    expect(laneOf(AD)).toBe('none');
    const text = `${AD} tonight`;
    const { lane, score, signals, trace } = scored(text);
    expect({ lane, score }).toEqual({ lane: 'review', score: 12 });
    const said = signals.filter(({ category }) => category === 'wording');
    expect(said.map(({ start, end }) => text.slice(start, end))).toEqual(['tonight']);
    expect(trace).toContainEqual({
      step: 'counted',
      rule: 'en.wording.of-offers',
      category: 'wording',
      weight: 5,
    });
  });

  it.each([
    ['nobody speaks as a provider', 'By van, write me tonight'],
    ['there is one kind of evidence', 'We take you by van tonight'],
    ['something speaks plainly against it', `${AD} for rent tonight`],
    ['the words around it lean the other way', `${AD} tonight, a quiet house`],
    ['no word is known', `${AD} tomorrow`],
  ])('adds nothing where %s', (_why, text) => {
    expect(scored(text).signals.map(({ category }) => category)).not.toContain('wording');
    expect(laneOf(text)).toBe('none');
  });

  it('reads numbers as numbers, and addresses not at all', () => {
    const text = `${AD} tonight 3000`;
    const said = scored(text).signals.filter(({ category }) => category === 'wording');
    expect(said.map(({ start, end }) => text.slice(start, end))).toEqual(['tonight', 'tonight 3000', '3000']);
    expect(laneOf(`${AD} @tonight`)).toBe('none');
  });

  it('counts a word once, however often it is said', () => {
    expect(laneOf(`${AD} tonight quiet`)).toBe('none');
    expect(laneOf(`${AD} tonight tonight tonight quiet`)).toBe('none');
  });

  it('is of some sentences: what stands far away takes nothing from it', () => {
    expect(laneOf(`${AD} tonight. ${'The tea was good. '.repeat(20)}A quiet house`)).toBe('review');
  });

  it('can be put on hold, and takes nothing with it', () => {
    const held = createScorer(compiled, { release: null, holds: ['en.wording.of-offers'] });
    expect(held.score({ text: `${AD} tonight` })).toMatchObject({
      lane: 'none',
      holds: ['en.wording.of-offers'],
    });
  });
});

describe('a leaning toward calls for help', () => {
  it('adds points by degrees, as many as it weighs at most, and its words are told', () => {
    expect(laneOf('A cousin, alone')).toBe('none');
    const text = 'A cousin, alone, please somebody';
    const { lane, score, signals, trace } = scored(text);
    expect({ lane, score }).toEqual({ lane: 'protect', score: null });
    const said = signals.filter(({ category }) => category === 'appeal');
    expect(said.map(({ start, end }) => text.slice(start, end))).toEqual([
      'please',
      'please somebody',
      'somebody',
    ]);
    expect(trace).toContainEqual({
      step: 'weighed',
      rule: 'en.appeal.of-calls',
      category: 'appeal',
      weight: 4,
    });
    expect(trace).toContainEqual({ step: 'gate', part: 'protection', met: true, points: 11, needed: 10 });
  });

  it.each([
    ['no sign says what is wrong', 'A cousin, please somebody, a cousin'],
    ['there is nothing else', 'Please somebody'],
    ['few words are known', 'A cousin, alone, please'],
  ])('protects nobody where %s', (_why, text) => expect(laneOf(text)).toBe('none'));

  it('takes points off signs of need in the words of everyday talk', () => {
    expect(laneOf('A cousin, alone, a doctor')).toBe('protect');
    const text = 'A cousin, alone, a doctor, the tea in the garden';
    expect(laneOf(text)).toBe('none');
    expect(laneOf(text.replace(' in the garden', ''))).toBe('protect');
  });

  it('is heard against a call for help beside one other voice, which alone would not be, and says by which words', () => {
    expect(laneOf('Help us with the tea in the garden')).toBe('protect');
    expect(laneOf('Help us: for rent')).toBe('protect');
    const text = 'Help us: for rent, tea in the garden';
    const { lane, counterSignals, trace } = scored(text);
    expect(lane).toBe('none');
    expect(
      counterSignals.map(({ rule, weight, start, end }) => [rule, weight, text.slice(start, end)]),
    ).toEqual([
      ['en.commerce.rent', 5, 'rent'],
      ['en.appeal.of-calls', 6, 'tea'],
      ['en.appeal.of-calls', 6, 'garden'],
    ]);
    expect(trace.slice(0, 5)).toEqual([
      { step: 'protection-excused', rule: 'en.distress.plea', by: 'appeal' },
      { step: 'weighed', rule: 'en.distress.plea', category: 'distress', weight: 10 },
      { step: 'weighed', rule: 'en.appeal.of-calls', category: 'appeal', weight: -6 },
      { step: 'weighed', rule: 'en.commerce.rent', category: 'commerce', weight: -5 },
      { step: 'gate', part: 'protection', met: false, points: -1, needed: 10 },
    ]);
  });

  it('takes nothing off for what stands far away', () => {
    const tea = 'Tea in the garden. ';
    expect(laneOf(`${tea}A cousin, alone, a doctor`)).toBe('none');
    expect(laneOf(`${tea}${'The sun was out. '.repeat(40)}A cousin, alone, a doctor`)).toBe('protect');
  });

  it('outweighs nothing of an offer, and no offer is flagged for it', () => {
    expect(scored(`${AD} tonight. Tea in the garden`)).toMatchObject({ lane: 'review', score: 12 });
  });
});

describe('a leaning that cannot be', () => {
  const codes = (rules: readonly string[], leanings = '') => {
    const files = { 'en.yml': packYaml([...rules], `${HEAD}${leanings}`) };
    const { located: own, faults: found } = parsed(files);
    return [...found, ...lintPacks({ located: own, faults: [] }).filter(({ level }) => level === 'error')]
      .map(({ code }) => code)
      .filter((code) => code !== 'rules.missing-examples');
  };

  it.each([
    [
      'of another category',
      leaningRule('en.price.x', 'price', 1, 'toward: offer, least: 1'),
      'rules.misplaced-leaning',
    ],
    [
      'toward the other side',
      leaningRule('en.appeal.x', 'appeal', 1, 'toward: offer, least: 1'),
      'rules.misplaced-leaning',
    ],
    ['of words', ruleYaml({ id: 'en.wording.x', category: 'wording' }), 'rules.misplaced-leaning'],
    [
      'beside words',
      ruleYaml({
        id: 'en.wording.x',
        category: 'wording',
        more: '    leaning: { toward: offer, least: 1 }\n',
      }),
      'rules.mixed-leaning',
    ],
    ['without a measure', leaningRule('en.appeal.x', 'appeal', 1, 'toward: call'), 'rules.misfit-leaning'],
    [
      'of two measures',
      leaningRule(
        'en.appeal.x',
        'appeal',
        1,
        'toward: call, least: 1, degrees: { even: 1, step: 1, against: 1 }',
      ),
      'rules.misfit-leaning',
    ],
    [
      'by degrees toward offers',
      leaningRule('en.wording.x', 'wording', 1, 'toward: offer, degrees: { even: 1, step: 1, against: 1 }'),
      'rules.misfit-leaning',
    ],
  ])('is told: %s', (_what, rule, code) => expect(codes([rule])).toContain(code));

  it.each([
    ['a people', 'syrian'],
    ['a faith', 'god'],
    ['a sex', 'husband'],
    ['no word as posts are read', 'Tonight'],
    ['three words', '"a b c"'],
    ['a picture', '"🚐"'],
  ])('is told: %s', (_what, word) => {
    expect(codes([], `leanings: { offer: { ${word}: 3 } }\n`)).toHaveLength(1);
  });
});

describe('fitting leanings', () => {
  const samples = [
    { words: [0, 1], isPositive: true, weight: 1 },
    { words: [0], isPositive: true, weight: 1 },
    { words: [1, 2], isPositive: false, weight: 1 },
    { words: [2], isPositive: false, weight: 1 },
    { words: [0], isPositive: false, weight: 0 },
  ];

  it('tells texts apart by what their words say, and leaves out what has no weight', () => {
    const fitted = fitLogistic(samples, 3, 10);
    const [first = 0, second = 0, third = 0] = fitted.weights;
    expect(first).toBeGreaterThan(1);
    expect(third).toBeLessThan(-1);
    expect(Math.abs(second)).toBeLessThan(Math.min(first, -third));
    for (const { words, isPositive, weight } of samples)
      if (weight > 0) expect(oddsOf(words, fitted) > 0).toBe(isPositive);
  });

  it('is at the least of what it makes small: every slope is 0 there', () => {
    const cost = 10;
    const fitted = fitLogistic(samples, 3, cost);
    // Half the squares of the weights, the intercept's too, and the logarithmic loss of each text.
    const lossAt = (moved: number, by: number) => {
      const weights = fitted.weights.map((weight, at) => (at === moved ? weight + by : weight));
      const intercept = fitted.intercept + (moved === weights.length ? by : 0);
      const squares = weights.reduce((sum, weight) => sum + weight * weight, intercept * intercept) / 2;
      return samples.reduce((sum, { words, isPositive, weight }) => {
        const odds = oddsOf(words, { weights, intercept });
        return sum + cost * weight * Math.log1p(Math.exp(isPositive ? -odds : odds));
      }, squares);
    };
    for (let moved = 0; moved <= 3; moved += 1)
      expect(Math.abs(lossAt(moved, 1e-4) - lossAt(moved, -1e-4)) / 2e-4).toBeLessThan(1e-4);
  });

  it('gives the same weights for the same texts', () =>
    expect(fitLogistic(samples, 3, 10)).toEqual(fitLogistic(samples, 3, 10)));
});

describe('the shipped leanings', async () => {
  const shipped = await shippedScorer();
  const rules = await shippedRules();

  it('flag no post that has not a provider, two kinds and half of the points without them', async () => {
    const cases = await readHalf(join(import.meta.dirname, '../../fixtures/evaluation'), 'widened');
    const { weight = 0 } = rules.rules.find(({ category }) => category === 'wording') ?? {};
    expect(weight).toBeGreaterThan(0);
    let lifted = 0;
    for (const { text } of cases) {
      const { lane, trace } = shipped.score({ text });
      const isLeaning = trace.some((step) => step.step === 'counted' && step.category === 'wording');
      if (!isLeaning) continue;
      lifted += 1;
      expect(lane).toBe('review');
      for (const step of trace) {
        if (step.step !== 'gate' || step.part === 'protection') continue;
        expect(step.met).toBe(true);
        if (step.part === 'threshold') expect(step.score - weight).toBeLessThan(step.needed);
      }
    }
    expect(lifted).toBeGreaterThan(100);
  });

  it('know words of every language, and of none more than a reader can go through', () => {
    for (const toward of ['offer', 'call'] as const) {
      const words = new Map(
        rules.leanings[toward].map((one) => [one.language, one.words.split('\n').length]),
      );
      expect([...words.keys()].toSorted((a, b) => a - b)).toEqual([-1, ...rules.languages.keys()]);
      expect(Math.max(...words.values())).toBeLessThan(2_500);
    }
  });
});

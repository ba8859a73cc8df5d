import { beforeAll, describe, expect, it, vi } from 'vitest';
import { findings, sumOf } from '../../../dashboard/web/post/explain.ts';
import { traceWords } from '../../../dashboard/web/post/trace-words.ts';
import { speak } from '../../../dashboard/web/state/locale.ts';
import { compileRules, createScorer } from '../../../rules/index.ts';
import { packYaml, parsed, ruleYaml } from '../rules/pack-sources.ts';
import { assessmentOf, DEMO_ITEMS } from './support/demo-items.ts';

beforeAll(async () => {
  vi.stubGlobal('navigator', { languages: ['en'] });
  await speak('en');
});

function demo(id: string) {
  const item = DEMO_ITEMS.find((seed) => seed.id === id);
  if (item === undefined) throw new Error(`expected a demo item ${id}`);
  return item;
}

describe('the sum', () => {
  it.each(DEMO_ITEMS.filter(({ lane }) => lane === 'review').map(({ id }) => id))(
    'of %s adds up exactly to its score',
    (id) => {
      const { assessment } = demo(id);
      const sum = sumOf(assessment);
      expect(sum.total).toBe(assessment.score);
      expect(sum.isExact).toBe(true);
    },
  );

  it('says when the parts do not give the score', () => {
    const { assessment } = demo('offer-en');
    expect(sumOf({ ...assessment, score: 11 }).isExact).toBe(false);
    expect(sumOf({ ...assessment, trace: [] }).isExact).toBe(false);
  });

  it('of decimal weights does not fail over binary fractions', () => {
    const { assessment } = demo('offer-en');
    const trace = [0.1, 0.2].map((weight) => ({
      step: 'counted',
      rule: `r${weight}`,
      category: 'price',
      weight,
    }));
    expect(sumOf({ ...assessment, score: 0.3, trace })).toMatchObject({ total: 0.3, isExact: true });
  });
});

describe('findings', () => {
  it('are numbered by their first words, one per rule, those against last and negative', () => {
    const found = findings(demo('offer-en').assessment);
    expect(found.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(found.map(({ rule }) => rule).at(-1)).toBe('en.licensed-travel.agency');
    expect(found.at(-1)).toMatchObject({ kind: 'counter', weight: -2, isCounted: true });
    expect(found.find(({ rule }) => rule === 'en.guarantee.safe')).toMatchObject({ isCounted: false });
  });

  it('join all hits of one rule', () => {
    const assessment = assessmentOf('left left', 'en', { signals: [['left', 'en.departure.left', 2]] });
    const [signal] = assessment.signals;
    if (signal === undefined) throw new Error('expected a signal');
    const wider = { ...assessment, signals: [signal, { ...signal, start: 2, end: 9 }] };
    expect(findings(wider)[0]?.spans).toEqual([{ start: 0, end: 9 }]);
    const twice = { ...assessment, signals: [{ ...signal, start: 5, end: 9 }, signal] };
    expect(findings(twice)).toHaveLength(1);
    expect(findings(twice)[0]?.spans.map(({ start }) => start)).toEqual([0, 5]);
  });
});

describe('what stands in quotation marks', () => {
  const { located } = parsed({
    'en.yml': packYaml([
      ruleYaml({ terms: '["we take you"]' }),
      ruleYaml({ category: 'price', weight: 4, terms: '["cheap"]' }),
      ruleYaml({ category: 'news', weight: 2, terms: '["police"]' }),
    ]),
  });
  const scorer = createScorer(compileRules(located.map(({ pack }) => pack)), { release: null });
  const scored = (text: string) => scorer.score({ text });
  const told = (text: string) =>
    findings(scored(text)).map(({ rule, weight, isCounted, isQuoted }) => [
      rule,
      weight,
      isCounted,
      isQuoted,
    ]);

  it('is shown with the weight that its rule counted with elsewhere', () => {
    const text = 'He wrote "we take you" to me and many others. We take you, cheap. Police!';
    const { parts } = sumOf(scored(text));
    expect(findings(scored(text)).map(({ rule, category, weight }) => ({ rule, category, weight }))).toEqual(
      parts,
    );
    expect(parts.map(({ weight }) => weight)).toEqual([3, 4, -2]);
    expect(scored(text).trace.filter(({ step }) => step === 'quoted')).toEqual([]);
  });

  it('is said to be quoted where its rule says nothing else', () => {
    const text = 'He wrote "we take you" to me and many others. It is cheap.';
    expect(told(text)).toEqual([
      ['en.provider.test', 0, false, true],
      ['en.price.test', 4, true, false],
    ]);
    expect(scored(text).trace).toContainEqual({ step: 'quoted', rule: 'en.provider.test', weight: 0 });
  });
});

describe('the trace', () => {
  it('is told in words, step by step', () => {
    const words = demo('offer-en').assessment.trace.map(traceWords);
    expect(words[0]).toBe('Speaks as provider counts \u2066+3\u2069.');
    expect(words.at(-2)).toBe(
      'Enough independent kinds of evidence: Route, Departure, Price, and Guarantee (needed: 2).',
    );
    expect(words.at(-1)).toBe('The score of 10 reaches the threshold of 6.');
  });

  it.each([
    [{ step: 'protection', rule: 'en.distress.x', category: 'distress' }, /^Distress: this alone/],
    [{ step: 'protection-excused', rule: 'en.distress.x', by: 'news' }, /en\.distress\.x.*News/],
    [{ step: 'offer-and-distress', kinds: ['route', 'price'] }, /Route and Price/],
    [{ step: 'undone', what: ['invisible', 'confusable'], weight: 0 }, /invisible characters and look-alike/],
    [{ step: 'passage', start: 3, end: 9 }, /^An offer stands complete in some sentences/],
    [{ step: 'errored', rule: 'en.price.x', error: 'secret' }, /^Rule en\.price\.x failed/],
    [{ step: 'gate', part: 'provider', met: false }, /^Nobody speaks/],
    [{ step: 'gate', part: 'kinds', met: false, found: [], needed: 2 }, /: – \(needed: 2\)/],
    [{ step: 'gate', part: 'new' }, /^Step: gate new$/],
    [{ step: 'something-new' }, /^Step: something-new$/],
  ])('says %j', (step, expected) => {
    expect(traceWords(step)).toMatch(expected);
  });
});

import { describe, expect, it } from 'vitest';
import { compileRules, createScorer, type Signal, type Span } from '../../../rules/index.ts';
import { REACH, toldSigns } from '../../../rules/score/told-signs.ts';
import { weighNeed } from '../../../rules/score/weigh-need.ts';
import { cpuMicroseconds } from '../../bench/cpu-time.ts';
import { slowness } from '../../support/machine-speed.ts';
import { packYaml, parsed, ruleYaml } from './pack-sources.ts';
import { shippedScorer } from './shipped-packs.ts';

/** Ten points are needed: a cousin and a fever are nine, a cousin alone at night is eleven. */
const RULES = [
  ['circumstance.kin', 6, '"cousin", "my cousin"'],
  ['vulnerability.alone', 5, '"alone"'],
  ['vulnerability.fever', 3, '"fever", "my cousin has a fever"'],
  ['circumstance.doctor', 5, '"doctor"'],
  ['distress.plea', 0, '"help us"'],
  ['news.told', 4, '"reporter", "newspaper", "television"'],
  ['warning.told', 4, '"beware"'],
  ['provider.takes', 5, '"we take you"'],
] as const;

const { located, faults } = parsed({
  'en.yml': packYaml(
    RULES.map(([name, weight, terms]) =>
      ruleYaml({ id: `en.${name}`, category: name.split('.')[0] ?? '', weight, terms: `[${terms}]` }),
    ),
    'language: en\nabout: A pack for tests\ngate: { threshold: 10, protectionThreshold: 10, kinds: 2 }\n',
  ),
});
const packs = located.map(({ pack }) => pack);
const scorer = createScorer(compileRules(packs), { release: null });
const scored = (text: string) => scorer.score({ text });
const laneOf = (text: string) => scored(text).lane;

describe('signs of need', () => {
  it('are rules that any pack can have', () => expect(faults).toEqual([]));

  it('add up to a person at risk, who has no score, and say which they were', () => {
    const text = 'A cousin, alone';
    const { lane, score, signals, trace } = scored(text);
    expect({ lane, score }).toEqual({ lane: 'protect', score: null });
    expect(signals.map(({ rule, start, end }) => [rule, text.slice(start, end)])).toEqual([
      ['en.circumstance.kin', 'cousin'],
      ['en.vulnerability.alone', 'alone'],
    ]);
    expect(trace).toEqual([
      { step: 'protection-together', rules: ['en.circumstance.kin', 'en.vulnerability.alone'] },
      { step: 'weighed', rule: 'en.circumstance.kin', category: 'circumstance', weight: 6 },
      { step: 'weighed', rule: 'en.vulnerability.alone', category: 'vulnerability', weight: 5 },
      { step: 'gate', part: 'protection', met: true, points: 11, needed: 10 },
    ]);
  });

  it('are told of nobody where they do not add up', () => {
    const { lane, signals, trace } = scored('A cousin with fever');
    expect({ lane, signals }).toEqual({ lane: 'none', signals: [] });
    expect(trace.map(({ step }) => step)).not.toContain('weighed');
  });

  it.each([
    ['nothing is wrong, however much is named', 'A cousin is a doctor'],
    ['one is said twice', 'Alone, alone'],
    ['one lies in the words of a heavier one', 'My cousin has a fever'],
    ['they stand too far apart', `A cousin. ${'The tea was good. '.repeat(20)}Alone`],
  ])('do not add up where %s', (_why, text) => expect(laneOf(text)).toBe('none'));

  it.each([
    ['reports', 'The reporter: a cousin, alone'],
    ['warns', 'Beware: a cousin, alone'],
    ['sells', 'We take you, a cousin or alone'],
  ])('weigh less where somebody %s in the same paragraph', (_who, text) => {
    expect(laneOf(text)).toBe('none');
    expect(laneOf(text.replace(/^[^,:]*[:,]/, (voice) => `${voice}\n`))).toBe('protect');
  });

  it('are weighed in the paragraph that says most, and in every other', () => {
    const report = 'The newspaper and the reporter: a cousin, alone';
    expect(laneOf(report)).toBe('none');
    expect(laneOf(`${report}\nA cousin, alone`)).toBe('protect');
    expect(laneOf(`A cousin, alone\n${report}`)).toBe('protect');
  });

  it('may stand in several lines', () => expect(laneOf('A cousin\nin Sofia\nalone')).toBe('protect'));

  it('do not change with a rule on hold: it is heard all the same', () => {
    const held = createScorer(compileRules(packs), { release: null, holds: ['en.provider.takes'] });
    expect(held.score({ text: 'We take you, a cousin or alone' }).lane).toBe('none');
  });
});

describe('a call for help', () => {
  it('is worth all the points, and nothing is said of arithmetic', () => {
    expect(scored('Help us').trace).toEqual([
      { step: 'protection', rule: 'en.distress.plea', category: 'distress' },
    ]);
  });

  it('stands back where two who speak of something else outweigh it, and not where one does', () => {
    expect(laneOf('The reporter: help us')).toBe('protect');
    expect(laneOf('Beware: help us')).toBe('protect');
    expect(laneOf('Beware, the newspaper: help us')).toBe('none');
    expect(scored('The reporter, the newspaper: help us').trace.slice(0, 5)).toEqual([
      { step: 'protection-excused', rule: 'en.distress.plea', by: 'news' },
      { step: 'weighed', rule: 'en.distress.plea', category: 'distress', weight: 10 },
      { step: 'weighed', rule: 'en.news.told', category: 'news', weight: -4 },
      { step: 'weighed', rule: 'en.news.told', category: 'news', weight: -4 },
      { step: 'gate', part: 'protection', met: false, points: 2, needed: 10 },
    ]);
  });

  it('stands where signs beside it weigh as much', () => {
    const { lane, trace } = scored('The reporter, the newspaper: a cousin with fever, help us');
    expect(lane).toBe('protect');
    // Something was taken off, so the arithmetic is told although a call stands.
    expect(trace).toContainEqual({ step: 'weighed', rule: 'en.news.told', category: 'news', weight: -4 });
    expect(trace).toContainEqual({ step: 'gate', part: 'protection', met: true, points: 11, needed: 10 });
    expect(laneOf('The reporter, the newspaper, television: a cousin with fever, help us')).toBe('none');
  });

  it('stands back for nobody who sells', () => {
    const { lane, trace } = scored('We take you, help us');
    expect(lane).toBe('protect');
    expect(trace.map(({ step }) => step)).not.toContain('weighed');
  });
});

const at = (rule: string, start: number, end: number, weight: number): Signal => {
  const category = rule.startsWith('circumstance') ? ('circumstance' as const) : ('vulnerability' as const);
  return { rule, category, start, end, weight };
};

const NOTHING_ELSE = { others: [], leanings: [] };
const noWords = () => [];

describe('weighing', () => {
  it('finds the stretch that weighs most', () => {
    const signs = [
      at('vulnerability.a', 0, 3, 5),
      at('circumstance.b', 250, 253, 5),
      at('vulnerability.c', 300, 303, 6),
    ];
    const { weighed } = weighNeed({ text: 'x'.repeat(400), signs, ...NOTHING_ELSE, needed: 10 });
    expect(weighed).toMatchObject({ points: 11, isMet: true, signs: signs.slice(1), against: [] });
  });

  it('goes by two signs at least, of which one says what is wrong', () => {
    const isMet = (...signs: Signal[]) =>
      weighNeed({ text: 'x'.repeat(40), signs, ...NOTHING_ELSE, needed: 10 }).weighed?.isMet ?? false;
    const kin = at('circumstance.a', 0, 3, 8);
    expect(isMet(kin, at('vulnerability.b', 8, 9, 2))).toBe(true);
    expect(isMet(kin, at('circumstance.b', 8, 9, 20))).toBe(false);
    expect(isMet(at('vulnerability.b', 8, 9, 20))).toBe(false);
  });

  it('takes how the words around lean into account, the stretch that speaks most for somebody', () => {
    const signs = [at('vulnerability.a', 300, 303, 5), at('circumstance.b', 310, 313, 5)];
    const lean = (start: number, points: number) => ({
      rule: 'appeal',
      start,
      end: start + 280,
      points,
      words: noWords,
    });
    const weighedWith = (...leanings: ReturnType<typeof lean>[]) =>
      weighNeed({ text: 'x'.repeat(900), signs, others: [], leanings, needed: 10 }).weighed;
    expect(weighedWith()).toMatchObject({ points: 10, leanings: [] });
    expect(weighedWith(lean(100, -2))).toBeNull();
    expect(weighedWith(lean(100, -2), lean(200, 3), lean(400, 1))).toMatchObject({
      points: 13,
      leanings: [lean(200, 3)],
    });
    // The stretch that a sign lies in says more than one that only reaches near it.
    expect(weighedWith(lean(100, 1), lean(305, 4))).toMatchObject({ points: 11, leanings: [lean(100, 1)] });
    // Too far away on either side.
    expect(weighedWith(lean(0, -9), lean(580, -9))).toMatchObject({ points: 10 });
  });

  it('leaves out what a rule says again in the line within half of its reach, and hears it behind', () => {
    const said = (...starts: number[]) => starts.map((start) => at('vulnerability.a', start, start + 3, 5));
    const toldOf = (signs: readonly Signal[], lines: readonly Span[]) =>
      toldSigns(signs, lines).map(({ sign }) => sign.start);
    const half = REACH / 2;
    const line = { start: 0, end: 400 };
    expect(toldOf(said(0, 9, half - 1, half, 2 * half - 1, 2 * half), [line])).toEqual([0, half, 2 * half]);
    expect(
      toldOf(said(0, 9), [
        { start: 0, end: 5 },
        { start: 6, end: 20 },
      ]),
    ).toEqual([0, 9]);
  });

  it('takes of two as heavy as each other the longer, and of two alike one', () => {
    const longer = at('vulnerability.b', 0, 9, 5);
    const signs = [longer, at('vulnerability.a', 2, 5, 5), at('vulnerability.c', 0, 9, 5)];
    const { weighed } = weighNeed({
      text: 'x'.repeat(20),
      signs: [...signs, at('circumstance.d', 12, 13, 1)],
      ...NOTHING_ELSE,
      needed: 1,
    });
    expect(weighed?.signs).toEqual([longer, at('circumstance.d', 12, 13, 1)]);
  });
});

describe('the shipped signs of need', async () => {
  const shipped = await shippedScorer();
  const lane = (text: string) => shipped.score({ text }).lane;

  it.each([
    'I am looking for my glasses',
    'My daughter of 8 loves this place',
    'My brother is a doctor at the hospital in Vienna',
    'Bread and water for my grandmother, and a new telephone',
  ])('leave everyday talk alone: %s', (text) => expect(lane(text)).toBe('none'));

  it.each([
    'My brother, alone in Sofia, no answer for days',
    'My little sister is alone, fourteen, and nobody came for her',
    'Mon frère est seul là-bas, de la fièvre, pas de médecin',
    'أخي وحده هناك، عنده حمى ولا يوجد طبيب',
  ])('hear a call that no single rule finds or that one does: %s', (text) =>
    expect(lane(text)).toBe('protect'),
  );

  it('are weighed in time that grows with the length of a post', () => {
    for (const text of [
      'my brother alone fever doctor\n'.repeat(3_300),
      'my brother alone in the cellar, fever, doctor, no news, they hold him, film, police said. '.repeat(
        1_100,
      ),
      'Reuters reported, the boat is sinking, my brother, film, episode, court. '.repeat(1_300),
    ]) {
      // Microseconds; measured are some 80,000 when warm. A quadratic step would take minutes.
      expect(cpuMicroseconds(() => shipped.score({ text }))).toBeLessThan(2_000_000 * slowness());
    }
  });
});

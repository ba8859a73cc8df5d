import { describe, expect, it } from 'vitest';
import { alphaOf } from '../../../queue/fairness/index.ts';
import { seeded } from '../../bench/workload.ts';

/** Rows of observers, one character a thing, a dot where there is no answer; as things with their answers. */
function unitsOf(...observers: readonly string[]): string[][] {
  const [first = ''] = observers;
  return [...first].map((_, at) => observers.map((row) => row[at] ?? '.').filter((answer) => answer !== '.'));
}

/**
 * Alpha from its definition, pair by pair and without a table of coincidences: an independent calculation to compare with.
 */
function byDefinition(units: readonly (readonly string[])[]): number {
  const paired = units.filter((answers) => answers.length > 1);
  const all = paired.flat();
  let observed = 0;
  for (const answers of paired) observed += differing(answers) / (answers.length - 1) / all.length;
  return 1 - observed / (differing(all) / (all.length * (all.length - 1)));
}

/** Ordered pairs of different places with different answers. */
function differing(answers: readonly string[]): number {
  return answers.reduce((sum, one) => sum + answers.filter((other) => other !== one).length, 0);
}

describe("Krippendorff's alpha", () => {
  const draw = () => seeded(1);

  // Krippendorff (2011), "Computing Krippendorff's Alpha-Reliability", examples A, B and C with their printed values.
  it.each([
    ['two observers, two answers', unitsOf('0100000010', '1110010000'), 0.095],
    ['two observers, five answers', unitsOf('aabbdcccedda', 'babbbccceddd'), 0.692],
    [
      'four observers, answers missing',
      unitsOf(
        '123321412...',
        '12332241 25.3'.replace(' ', ''),
        '.33323422 51.'.replace(' ', ''),
        '12332441251.',
      ),
      0.743,
    ],
  ] as const)('gives the published value: %s', (_, units, published) => {
    expect(alphaOf(units, draw()).alpha).toBeCloseTo(published, 3);
  });

  it('agrees with a calculation pair by pair on 300 drawn tables', () => {
    const random = seeded(9);
    for (let turn = 0; turn < 300; turn += 1) {
      const units = Array.from({ length: 5 + Math.floor(random() * 20) }, () =>
        Array.from({ length: 1 + Math.floor(random() * 4) }, () => 'abcd'[Math.floor(random() * 4)] ?? 'a'),
      );
      const { alpha } = alphaOf(units, random);
      const defined = byDefinition(units);
      if (alpha === null) expect(Number.isFinite(defined)).toBe(false);
      else expect(alpha).toBeCloseTo(defined, 10);
    }
  });

  it('is none where nothing can differ, and has no interval of few', () => {
    expect(alphaOf([['a', 'a']], draw())).toMatchObject({ units: 1, alpha: null, interval: null });
    expect(alphaOf([['a']], draw())).toEqual({ units: 0, judgments: 0, alpha: null, interval: null });
    expect(
      alphaOf(
        [
          ['a', 'b'],
          ['b', 'b'],
        ],
        draw(),
      ).interval,
    ).toBeNull();
  });

  it('has an interval that holds what it was drawn with, in at least 90 of 100 draws', () => {
    const random = seeded(4);
    // Two people who agree four times of five beyond chance.
    const things = () =>
      Array.from({ length: 80 }, () => {
        const truth = random() < 0.5 ? 'a' : 'b';
        const answer = () => (random() < 0.1 ? (random() < 0.5 ? 'a' : 'b') : truth);
        return [answer(), answer()];
      });
    const large = alphaOf(Array.from({ length: 200 }, things).flat(), random).alpha ?? 0;
    const held = Array.from({ length: 100 }, () => alphaOf(things(), random).interval ?? [2, 2]).filter(
      ([low, high]) => low <= large && large <= high,
    );
    expect(held.length).toBeGreaterThanOrEqual(90);
  });
});

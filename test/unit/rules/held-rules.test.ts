import { describe, expect, it } from 'vitest';
import { createScorer, holdableRules, unholdableRules } from '../../../rules/index.ts';
import { seeded } from '../../bench/workload.ts';
import { scoredCases } from '../../support/scored-cases.ts';
import { shippedRules } from './shipped-packs.ts';

const rules = await shippedRules();
const { cases } = await scoredCases();
const holdable = [...holdableRules(rules)].toSorted();

describe('rules on hold', () => {
  it('are those alone that speak for an offer', () => {
    const categories = new Set(
      rules.rules.filter(({ id }) => holdable.includes(id)).map(({ category }) => category),
    );
    expect(categories).toContain('provider');
    for (const other of ['distress', 'minor-alone', 'seeker', 'news', 'warning', 'aid'] as const)
      expect(categories).not.toContain(other);
  });

  it('leave what protects, and what speaks against an offer, as it is', () => {
    const others = rules.rules.map(({ id }) => id).filter((id) => !holdable.includes(id));
    expect(others.length).toBeGreaterThan(50);
    expect(unholdableRules(rules)).toEqual(new Set(others));
    const [one] = cases;
    const scorer = createScorer(rules, { release: null, holds: [...others, 'no.such.rule'] });
    expect(scorer.score({ text: one?.text ?? '' }).holds).toEqual([]);
  });

  it('only take away: no post comes to review by a hold, and none leaves protection', () => {
    const draw = seeded(11);
    for (let turn = 0; turn < 4; turn += 1) {
      const holds = holdable.filter(() => draw() < 0.3);
      const scorer = createScorer(rules, { release: null, holds });
      const moved = cases.flatMap(({ id, text, lane }) => {
        const now = scorer.score({ text }).lane;
        return now === lane || (lane === 'review' && now === 'none') ? [] : [`${id} ${lane} -> ${now}`];
      });
      expect(moved).toEqual([]);
    }
  });

  it('keep counter-signals in earshot: what a held rule found is still heard from', () => {
    const between =
      'It is a quiet house with a garden and a cat and many trees and a long road and nice neighbours all around who sing, ';
    const text = `Room in Paris for rent, 450 euro per month, ${between}We take you by van from Rome to Naples on Monday, write me`;
    for (const holds of [[], ['shared.price.of-a-crossing']])
      expect(createScorer(rules, { release: null, holds }).score({ text }).lane).toBe('none');
  });

  it('TRA-02 are named by the assessment, with which it can be made again byte for byte', () => {
    const holds = holdable.slice(0, 5);
    const [first, again] = [0, 1].map(() =>
      createScorer(rules, { release: 'r1', holds: holds.toReversed() }),
    );
    for (const { text } of cases.slice(0, 300)) {
      const assessment = first?.score({ text });
      expect(assessment).toMatchObject({ release: 'r1', holds });
      expect(JSON.stringify(again?.score({ text }))).toBe(JSON.stringify(assessment));
    }
  });
});

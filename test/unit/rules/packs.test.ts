import { describe, expect, it } from 'vitest';
import { type Assessment, createScorer } from '../../../rules/index.ts';
import { shippedPacks } from './shipped-packs.ts';

const packs = await shippedPacks();
const scorer = createScorer(packs, { release: null });

function firedRules(assessment: Assessment): readonly string[] {
  return [...assessment.signals, ...assessment.counterSignals].map((signal) => signal.rule);
}

// The gate and the places carry neither rules nor cases.
for (const pack of packs.filter(({ rules, cases }) => rules.length + cases.length > 0)) {
  describe(pack.file, () => {
    for (const rule of pack.rules.filter(({ status }) => status === 'live')) {
      it.each(rule.examples.match)(`${rule.id} matches: %s`, (text) => {
        expect(firedRules(scorer.score({ text }))).toContain(rule.id);
      });
      it.each(rule.examples.reject)(`${rule.id} leaves alone: %s`, (text) => {
        expect(firedRules(scorer.score({ text }))).not.toContain(rule.id);
      });
    }
    if (pack.cases.length > 0) {
      it.each(pack.cases)('ends in $lane: $text', ({ text, lane }) => {
        const assessment = scorer.score({ text });
        expect(assessment.lane).toBe(lane);
        expect(assessment.score === null).toBe(lane === 'protect');
      });
    }
  });
}

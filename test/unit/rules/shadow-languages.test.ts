import { beforeAll, describe, expect, it } from 'vitest';
import { assessmentBody } from '../../../queue/log/index.ts';
import { type CompiledRules, createScorer, type Scorer } from '../../../rules/index.ts';
import { type CaseInLane, scoredCases } from '../../support/scored-cases.ts';
import { shippedRules } from './shipped-packs.ts';

describe('languages in shadow', () => {
  let compiled: CompiledRules;
  let cases: readonly CaseInLane[];
  let plain: Scorer;
  const shadowing = (...shadowLanguages: string[]) =>
    createScorer(compiled, { release: null, shadowLanguages });
  beforeAll(async () => {
    compiled = await shippedRules();
    ({ scorer: plain, cases } = await scoredCases());
  }, 120_000);

  it('flag nothing for review, keep what was found and change nothing else', () => {
    const seen = new Set<string>();
    const all = shadowing(...compiled.languages, ...compiled.joins.keys(), 'und');
    for (const { text, lane } of cases) {
      const was = plain.score({ text });
      const now = all.score({ text });
      seen.add(lane);
      if (lane === 'review') {
        const trace = [...was.trace, { step: 'shadowed', language: was.language }];
        expect(now).toEqual({ ...was, lane: 'none', trace });
      } else expect(now).toEqual(was);
    }
    expect([...seen].toSorted()).toEqual(['none', 'protect', 'review']);
  });

  it('are the languages that assessments name: posts of all others are flagged as ever, to the byte', () => {
    const one = shadowing('ti', 'es');
    let shadowed = 0;
    for (const { text } of cases) {
      const was = plain.score({ text });
      const now = one.score({ text });
      const isShadowed = was.lane === 'review' && (was.language === 'ti' || was.language === 'es');
      if (isShadowed) shadowed += 1;
      expect(now.lane).toBe(isShadowed ? 'none' : was.lane);
      if (!isShadowed) expect(assessmentBody(now)).toBe(assessmentBody(was));
    }
    expect(shadowed).toBeGreaterThan(10);
  });

  it('take a post of two languages for the one of most of its words', () => {
    const offer = 'We take you from Turkey to Italy by boat, 3000 euro each, write to @example_handle';
    const spanish =
      'Esta mañana fuimos todos juntos al mercado del pueblo para comprar pan y también fruta. ';
    const [short, long] = [`${offer}. ¡Hola a todos!`, `${spanish.repeat(3)}\n${offer}`];
    expect([short, long].map((text) => plain.score({ text }).language)).toEqual(['en', 'es']);
    expect(shadowing('es').score({ text: short })).toEqual(plain.score({ text: short }));
    expect(shadowing('es').score({ text: long }).lane).toBe('none');
    expect(shadowing('en').score({ text: short }).lane).toBe('none');
  });
});

import { describe, expect, it } from 'vitest';
import { shippedScorer } from './shipped-packs.ts';

const scorer = await shippedScorer();

/** Whether the post has a signal of the shared rule. */
function has(rule: string, text: string): boolean {
  return scorer.score({ text }).signals.some((signal) => signal.rule === `shared.${rule}`);
}

describe('a tick', () => {
  it.each(['✅', '💯', '🔒', '✔️', '☑️'])('promises where the way is drawn: %s', (tick) => {
    expect(has('guarantee.tick-sign', `🇹🇷➡️🇬🇷 tonight ${tick}`)).toBe(true);
    expect(has('guarantee.tick-sign', `🚤 tonight ${tick}`)).toBe(true);
  });

  it.each([
    '✅ Daily coach Lisbon to Seville ✅ 35 euro ✅ air condition',
    'We are in Athens ✅ all of us arrived, mum',
    'A help point in Calais: ✅ tea ✅ advice on asylum 💯 free',
  ])('is a bullet beside words: %s', (text) => {
    expect(has('guarantee.tick-sign', text)).toBe(false);
  });
});

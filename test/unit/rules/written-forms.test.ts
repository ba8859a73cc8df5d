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

describe('a telephone number', () => {
  it.each([
    ...[
      '(000) 000-0000',
      '+0 (000) 000-00-00',
      '000.000.0000',
      '00 000 00 00',
      '00-00-00-00-00',
      '0000-0000',
    ],
    ...[
      '000 0000',
      '+000 0 000 000',
      '000/0000000',
      '00.00.00.00.00',
      '0000 000 00 00',
      '+00 (0)00 000 00 00',
    ],
  ])('is an address however it is grouped: %s', (number) => {
    expect(has('contact.phone', `Call ${number} today`)).toBe(true);
  });

  it.each([
    ...['29.11.2026 18:02', '2026-11-29 18:02', '10:00-12.30', '2024-2026', '1500-2000', '05/2026, 20 seats'],
    ...['36-38-40-42', '10.20.30.40', '1500 2000 euro'],
  ])('is no date, hours, range, size or machine: %s', (text) => {
    expect(has('contact.phone', `See ${text} there`)).toBe(false);
  });
});

import { describe, expect, it } from 'vitest';
import { shippedScorer } from './shipped-packs.ts';

const scorer = await shippedScorer();

/** The sums of a post, each with the words that it covers. */
function sums(text: string): readonly string[] {
  return scorer
    .entities(text)
    .filter(({ kind }) => kind === 'price')
    .map(({ start, end, value }) => `${text.slice(start, end)} = ${value}`);
}

describe('a sum of money', () => {
  it.each([
    [
      'ends before a number that is none of it, wherever its currency stands',
      'We ask you €2500\n2 seats are left',
      '€2500 = 2500 EUR',
    ],
    ['ends before a number in words', 'the bus ticket is €25 two people', '€25 = 25 EUR'],
    [
      'ends before a number of three digits behind one of four',
      'we ask $2500 100% safe for you',
      '$2500 = 2500 USD',
    ],
    [
      'keeps its thousands where the currency is glued to them',
      'we ask 2.500eur from you',
      '2.500eur = 2500 EUR',
    ],
    [
      'is read in groups of two, as in South Asia',
      'we ask 1,50,000 dollars from you',
      '1,50,000 dollars = 150000 USD',
    ],
    ['is read in groups of two in other digits', 'कीमत ३,५०,००० रुपये है', '३,५०,००० रुपये = 350000 INR'],
    [
      'keeps what stands behind the point before a multiplier',
      'we ask 2.5 thousand euro from you',
      '2.5 thousand euro = 2500 EUR',
    ],
    [
      'keeps what stands behind the Arabic decimal sign',
      '۲٫۵ میلیون تومان',
      '۲٫۵ میلیون تومان = 2500000 IRT',
    ],
    ['has groups of three and decimals', 'we ask 1.500,50 € from you', '1.500,50 € = 1500.5 EUR'],
    [
      'has parts behind multipliers',
      'we ask 2 lakh 50 thousand rupees',
      '2 lakh 50 thousand rupees = 250000 PKR',
    ],
  ])('%s: %s', (_what, text, expected) => {
    expect(sums(text)).toEqual([expected]);
  });
});

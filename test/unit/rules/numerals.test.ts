import { describe, expect, it } from 'vitest';
import { TRAIT, traitsOf } from '../../../rules/text/unit-class.ts';
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
    [
      'keeps what stands behind the slash that Persian writes before a multiplier',
      '۵/۵ میلیون تومان',
      '۵/۵ میلیون تومان = 5500000 IRT',
    ],
    ['is read with a fraction in one sign', 'we ask 2½ thousand euro', '2½ thousand euro = 2500 EUR'],
    ['is read where it is a fraction', 'we ask ½ thousand euro', '½ thousand euro = 500 EUR'],
    ['has a currency of two words', 'we ask 3000 US dollars', '3000 US dollars = 3000 USD'],
    [
      'has no amount where a number is told in words',
      'cinq cents euros',
      'cinq cents euros = cinq cents euros',
    ],
    [
      'has none behind a multiplier either',
      'on demande deux mille euros',
      'deux mille euros = deux mille euros',
    ],
    ['has groups of three and decimals', 'we ask 1.500,50 € from you', '1.500,50 € = 1500.5 EUR'],
    [
      'has parts behind multipliers',
      'we ask 2 lakh 50 thousand rupees',
      '2 lakh 50 thousand rupees = 250000 PKR',
    ],
    ['has its thousands behind a space', 'we ask 2 800 euro from you', '2 800 euro = 2800 EUR'],
    ['has millions behind spaces', 'we ask 1 200 300 euro from you', '1 200 300 euro = 1200300 EUR'],
    ['has its thousands behind a range of hundreds', 'от 2 000–3 500 руб', '3 500 руб = 3500 RUB'],
    ['has its thousands behind a year', 'in 2026 2 800 euro', '2 800 euro = 2800 EUR'],
    ['takes nothing of an hour', 'tomorrow 18:30 500 uah', '500 uah = 500 UAH'],
    ['takes nothing of an hour with spaces', 'yarın 18 30 300 tl', '300 tl = 300 TRY'],
    ['takes nothing of the line before', 'yarın saat 4\n300 tl', '300 tl = 300 TRY'],
    ['takes nothing of the line before, wherever it ends', 'places: 12\u2028500 euro', '500 euro = 500 EUR'],
    [
      'takes nothing of a line that ends with spaces',
      'two seats, call 4 \r\n 300 euro',
      '300 euro = 300 EUR',
    ],
    [
      'has thousands on one line of several',
      'four seats\nwe ask 2 800 euro\n2 nights',
      '2 800 euro = 2800 EUR',
    ],
    ['has its thousands at the beginning of a line', 'call 22 34\n12 300 euro', '12 300 euro = 12300 EUR'],
    ['takes nothing of a date', 'Rome to Milan 12/05 150 euro', '150 euro = 150 EUR'],
    ['takes nothing of a date with its year', 'завтра еду 12.05.26 900 руб', '900 руб = 900 RUB'],
    ['takes nothing with a zero before it', 'Rome to Milan 05 150 euro', '150 euro = 150 EUR'],
    ['takes nothing of a telephone number', 'Tel 06 12 34 56 78 900 euro', '900 euro = 900 EUR'],
    [
      'takes nothing of a telephone number in uneven groups',
      'Tel 0151 2345 678 900 euro',
      '900 euro = 900 EUR',
    ],
  ])('%s: %s', (_what, text, expected) => {
    expect(sums(text)).toEqual([expected]);
  });
});

describe('a fraction in one sign', () => {
  it.each([
    ['(½ million euro)', '½ million euro = 500000 EUR'],
    ['"½ million euro"', '½ million euro = 500000 EUR'],
    ['~½ million euro', '½ million euro = 500000 EUR'],
    ['-½ million euro', '½ million euro = 500000 EUR'],
    ['price:½ million euro', '½ million euro = 500000 EUR'],
    ['و½ مليون دينار', '½ مليون دينار = 500000 IQD'],
    ['مبلغ:½ مليون دينار', '½ مليون دينار = 500000 DZD'],
    ['⅛ million euro', '⅛ million euro = 125000 EUR'],
    ['2⅛ million euro', '2⅛ million euro = 2125000 EUR'],
    ['5⅖ million euro', '5⅖ million euro = 5400000 EUR'],
    ['2 ⅜ million euro', '2 ⅜ million euro = 2375000 EUR'],
    ['2 ½ Millionen Euro', '2 ½ Millionen Euro = 2500000 EUR'],
    ['18:30 ½ million euro', '½ million euro = 500000 EUR'],
    ['seats: 4\n½ million euro', '½ million euro = 500000 EUR'],
    ['in 2026 ½ million euro', '½ million euro = 500000 EUR'],
    ['€½', '€½ = 0.5 EUR'],
    ['(.5 million euro)', '5 million euro = 500000 EUR'],
    ['$.50', '$.50 = 0.5 USD'],
    ['good price.50 euro', '50 euro = 50 EUR'],
    ['so ...50 euro', '50 euro = 50 EUR'],
  ])('is a part of one, whatever stands around it: %s', (text, expected) => {
    expect(sums(text)).toEqual([expected]);
  });

  it.each(['10½ hours', 'room 4½', 'at 5½ pm', '2¼ days'])('makes no date: %s', (text) => {
    expect(scorer.entities(text).filter(({ kind }) => kind === 'date')).toEqual([]);
  });
});

describe('the lane of a car pool', () => {
  it.each([
    'İstanbul - Edirne yarın 18:30 300 tl, 2 kişilik yer var, yazın bana',
    'Из Москвы в Минск завтра в 18:30 900 руб, есть 2 места, пишите в личку',
    'Завтра еду Москва - Минск 12.05.26 900 руб, есть 2 места, пишите',
    'Kyiv - Lviv tomorrow 18:30 500 uah, two seats left, write me',
  ])('is the same with and without a comma behind its hour: %s', (text) => {
    const withComma = text.replace(/(?<=:30|\.26)/u, ',');
    expect(withComma).not.toBe(text);
    expect(outcome(text)).toEqual(outcome(withComma));
    expect(outcome(text).lane).toBe('none');
  });
});

it.each([
  ['؋50000', '؋50000 = 50000 AFN'],
  ['900 ₪', '900 ₪ = 900 ILS'],
  ['₸90 000', '₸90 000 = 90000 KZT'],
  ['₱5,000', '₱5,000 = 5000 PHP'],
  ['₵5000', '₵5000 = 5000 GHS'],
  ['500 ฿', '500 ฿ = 500 THB'],
  ["1'500 CHF", "1'500 CHF = 1500 CHF"],
  ['5000 AFN', '5000 AFN = 5000 AFN'],
])('has its currency by sign or code: %s', (text, expected) => {
  expect(sums(`we ask ${text} from you`)).toEqual([expected]);
});

it('opens the gate of patterns that look for the sign of a currency', () => {
  for (const sign of '$€؋₪₸₱₵') expect(traitsOf(sign.charCodeAt(0)) & TRAIT.currency).not.toBe(0);
});

it('takes a group of zeros for the thousands of a sum, whatever stands before it', () => {
  expect(outcome('we ask 1-2 000 euro').rules).toContain('shared.price.of-a-crossing');
});

function outcome(text: string) {
  const { lane, signals } = scorer.score({ text });
  return { lane, rules: signals.map(({ rule }) => rule) };
}

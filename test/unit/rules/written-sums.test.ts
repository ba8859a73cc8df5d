import { describe, expect, it } from 'vitest';
import { shippedScorer } from './shipped-packs.ts';
import { sumsOf } from './sums-of.ts';

const scorer = await shippedScorer();

const sums = (text: string) => sumsOf(scorer, text);

function rulesOf(text: string): readonly string[] {
  return scorer.score({ text }).signals.map(({ rule }) => rule);
}

describe('a currency whose sign has another in it', () => {
  it.each([
    ['R$ 15.000', 'R$ 15.000 = 15000 BRL'],
    ['R$15.000', 'R$15.000 = 15000 BRL'],
    ['120 R$', '120 R$ = 120 BRL'],
    ['RD$ 15.000', 'RD$ 15.000 = 15000 DOP'],
    ['US$ 1500', 'US$ 1500 = 1500 USD'],
    ['$ 1500', '$ 1500 = 1500 USD'],
  ])('is the longer one: %s', (text, expected) => {
    expect(sums(text)).toEqual([expected]);
  });

  it('makes the fare of a bus no price of a crossing', () => {
    expect(rulesOf('Bus São Paulo - Assunção, R$ 120')).not.toContain('shared.price.of-a-crossing');
    expect(rulesOf('Bus São Paulo - Assunção, R$ 1200')).toContain('shared.price.of-a-crossing');
  });
});

describe('a sum that says it has no cents', () => {
  it.each([
    ['Wien - Rom 2500,- € pro Person', ['2500,- € = 2500 EUR']],
    ['Wien - Rom 2500,-€ pro Person', ['2500,-€ = 2500 EUR']],
    ['Wien - Rom 2500.-- € pro Person', ['2500.-- € = 2500 EUR']],
    ['Wien - Rom 2500,\u2013 € pro Person', ['2500,\u2013 € = 2500 EUR']],
    ['2’500.- CHF', ['2’500.- CHF = 2500 CHF']],
    ['Warszawa - Berlin 2500,- zł', ['2500,- zł = 2500 PLN']],
    ['ঢাকা - ইতালি ২৫০০০০/- টাকা লাগবে', ['২৫০০০০/- টাকা = 250000 BDT']],
    ['Nairobi - Juba, 500,000/= shilingi kila mtu', ['500,000/= shilingi = 500000 TZS']],
    ['we ask €2500,- from you', ['€2500 = 2500 EUR']],
    ['we ask 10/-20 euro from you', ['20 euro = 20 EUR']],
    ['we are 5. - Euro is the coin', []],
    ['we ask 2500,-\neuro is the coin', []],
    ['we ask 2500- euro from you', []],
  ])('has the currency behind those signs: %j', (text, expected) => {
    expect(sums(text)).toEqual(expected);
  });
});

describe('a sum in Chinese', () => {
  it.each([
    ['从广州到越南 5万一个人', '5万 = 50000'],
    ['从广州到越南 3万一位', '3万 = 30000'],
    ['从广州到越南 2万3个人', '2万 = 20000'],
    ['从广州到越南 3万8人民币', '3万8人民币 = 38000 CNY'],
    ['从广州到越南 3万8', '3万8 = 38000'],
    ['从广州到越南 1万5一位', '1万5 = 15000'],
    ['从广州到越南 3千5美金', '3千5美金 = 3500 USD'],
    ['从广州到越南 5万8千', '5万8千 = 58000'],
    ['从广州到越南 3万5000', '3万5000 = 35000'],
    ['从广州到越南 3万 8美金', '3万 8美金 = 30008 USD'],
    ['从广州到越南 两万五一个人', '两万五 = 两万五'],
    ['从广州到越南 五万三千', '五万三千 = 五万三千'],
  ])('ends before what counts people, and tells tenths by one digit: %s', (text, expected) => {
    expect(sums(text)).toEqual([expected]);
  });

  it('is no date, nor is what leads to it', () => {
    const kinds = scorer.entities('从广州到越南 一个人5-6万').map(({ kind }) => kind);
    expect(kinds).toEqual(['route', 'price']);
  });
});

import { beforeAll, describe, expect, it } from 'vitest';
import { createScorer, type Scorer } from '../../../rules/index.ts';
import { shippedRules } from './shipped-packs.ts';

let scorer: Scorer;
beforeAll(async () => {
  scorer = createScorer(await shippedRules(), { release: null });
}, 60_000);

const laneOf = (text: string) => scorer.score({ text }).lane;
const sumsIn = (text: string) =>
  scorer
    .entities(text)
    .filter(({ kind }) => kind === 'price')
    .map(({ value }) => value);

describe('a stretch of signs and figures without a letter', () => {
  it.each([
    ['we ask 1500€-2000€ from you', ['1500 EUR', '2000 EUR']],
    ['we ask $1500-$2000 from you', ['1500 USD', '2000 USD']],
    ['we ask 1500€+ from you', ['1500 EUR']],
    ['we ask 1500€/1700€ from you', ['1500 EUR', '1700 EUR']],
    ['we ask €1.5k-€2k from you', ['1500 EUR', '2000 EUR']],
    ['نأخذ منك 1500 euro', ['1500 EUR']],
    ['আমরা 1500 dollar নিই', ['1500 USD']],
  ])('is no word in disguise: %s', (text, sums) => expect(sumsIn(text)).toEqual(sums));

  it('is one where letters stand between', () => {
    const plain = 'we take you by boat from Turkey to Italy, 3000 euro, write us @sample_account';
    expect(laneOf(plain)).toBe('review');
    expect(laneOf(plain.replace('boat', 'b0@t').replace('take', 't@k€'))).toBe('review');
  });
});

describe('words that signs part', () => {
  it.each(['Turkey|Greece|Italy', 'Turkey+Greece+Italy'])('are read one by one: %s', (route) => {
    const text = `we take you by boat, route ${route}, 3000 euro, write us @sample_account`;
    const places = scorer.score({ text }).signals.filter(({ category }) => category === 'route');
    expect(places.length).toBeGreaterThan(0);
  });
});

describe('pictures that mean nothing to a rule', () => {
  const CALL =
    'Forty of us on a dinghy south of Kent, the floor is breaking, kids are screaming, please someone call 999';

  it.each([
    ['behind a place', CALL.replace('Kent,', 'Kent 🙏🙏🙏')],
    ['before each part', `🆘 ${CALL.replaceAll(', ', '\n🆘 ')}`],
    ['every few words', CALL.replaceAll(/((?:\S+ ){4}\S+) /g, '$1 🙏 ')],
    ['and a date and an hour', CALL.replace('Kent,', 'Kent, 29.11.2026 18:02,')],
  ])('PRO-08 take no call for help out of protection: %s', (_where, text) => {
    expect(laneOf(CALL)).toBe('protect');
    expect(laneOf(text)).toBe('protect');
  });

  it('end the clause of a number before them', () => {
    const fields = (sign: string) =>
      `From Istanbul to Milan${sign} we take you ourselves${sign} 2500 ${sign} write us @sample_account`;
    expect(laneOf(fields(','))).toBe('review');
    expect(laneOf(fields(' 🔹'))).toBe('review');
  });
});

describe('letters that show nothing', () => {
  const OFFER = 'we take you by boat from Turkey to Italy, 3000 euro, write us @sample_account';
  it.each(['\u3164', '\uffa0', '\u2800'])('part words as a space does: %j', (blank) => {
    expect(laneOf(OFFER.replaceAll(' ', blank))).toBe(laneOf(OFFER));
  });
  it('are apostrophes where they look like one', () => {
    const text = (sign: string) =>
      `we${sign}ll take you by boat from Turkey to Italy, 3000 euro, @sample_account`;
    expect(scorer.score({ text: text('ʻ') }).score).toBe(scorer.score({ text: text("'") }).score);
  });
});

describe('Pashto on a Persian keyboard', () => {
  it.each([
    ['د ترکیې ویزه او بیا د اروپا لپاره سندونه، ټول کار په موږ، wa.me/00000000', 'review'],
    ['د تره زوی مې په ایران کې نیول شوی، ۵ زره ډالر غواړي او وهي یې', 'protect'],
  ])('is read as it is with its own letters: %s', (text, lane) => {
    const typed = text.replace(/[ټډړښږڼ]/gu, (letter) => 'تدرشژن'['ټډړښږڼ'.indexOf(letter)] ?? letter);
    expect([laneOf(text), laneOf(typed)]).toEqual([lane, lane]);
  });
});

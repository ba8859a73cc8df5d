import { describe, expect, it } from 'vitest';
import { shippedScorer } from './shipped-packs.ts';

const scorer = await shippedScorer();

/** Whether the post has a signal of the shared rule. */
function has(rule: string, text: string): boolean {
  return scorer.score({ text }).signals.some((signal) => signal.rule === `shared.${rule}`);
}

const PRICE = 'price.of-a-crossing';
const WAY = 'By van from Istanbul to Athens';

describe('a sum whose currency is a tag or in bold', () => {
  it.each(['3500 #dollar', '3500#dollar', '3500_dollar', '*3500* *dollar*', '*3500* dollar'])(
    'is read as one: %s',
    (sum) => {
      const text = `We ask ${sum} from you`;
      expect(has(PRICE, text)).toBe(true);
      expect(scorer.entities(text).map(({ value }) => value)).toContain('3500 USD');
    },
  );

  it('does not take in a tag of the next line', () => {
    const [sum] = scorer.entities('We leave with 3500\n#dollar').filter(({ kind }) => kind === 'price');
    expect(sum?.value).not.toBe('3500 USD');
  });
});

describe('a price without a currency', () => {
  it.each([
    ['its line', `${WAY}, price 2500\nTwo seats`],
    ['brackets', `${WAY} (2500) food included`],
    ['what goes before brackets', `${WAY} 2500 (food included)`],
    ['what a dash parts', `${WAY} 2500 - food included`],
    ['what a stroke parts', `${WAY} 2500/- food included`],
    ['what a bullet parts', `${WAY} 2500 • food included`],
    ['what a picture parts', `${WAY} 2500 🔹 food included`],
  ])('ends %s', (_, text) => {
    expect(has(PRICE, text)).toBe(true);
  });

  it.each([
    ['counts what follows', `${WAY}: 2500 people came`],
    ['belongs to a compound', `${WAY}: a 1500-seat ferry`],
    ['is one of two', `${WAY}, years 1900 - 2000 in pictures`],
    ['stands behind a picture that counts readers', `${WAY} 👁 1500 ❤️ 350`],
  ])('is none where it %s', (_, text) => {
    expect(has(PRICE, text)).toBe(false);
  });

  it('is one above a line that counts readers', () => {
    expect(has(PRICE, `${WAY}, 2500\n👁 1.2K ❤️ 35`)).toBe(true);
  });
});

describe('a number that is cut short', () => {
  it.each(['4k', '4k each', '4k only', 'price 4k, food included', '4k €', '4к с головы'])(
    'is a price: %s',
    (sum) => {
      expect(has(PRICE, `${WAY}, ${sum}`)).toBe(true);
    },
  );

  it.each([
    '12.5k followers',
    '1.2K views today',
    '👁 1.2K ❤️ 3k',
    '1,2к просмотров',
    '12.5k abonnés en ligne',
  ])('counts readers: %s', (count) => {
    expect(has(PRICE, `${WAY}\n${count}`)).toBe(false);
  });
});

describe('a way drawn with signs', () => {
  it.each([
    ...['▶️', '⏩', '➤', '➢', '➝', '➞', '⬇️', '↓', '↔', '⇄', '🔜', '👉', '🛫', '↗️', '⤵️', '⟶', '🔁'],
    ...['<->', '<-', '...', '..', '…', '------>', '→→→→→→'],
  ])('is a route: %s', (sign) => {
    expect(has('route.across-a-border', `Turkey ${sign} Greece`)).toBe(true);
    expect(has('route.across-a-border', `Turkey\n${sign}\nGreece`)).toBe(true);
  });

  it.each(['I miss Turkey. Greece is near.', 'Is it Turkey? Greece it is.', 'Turkey ⬆️. Greece'])(
    'ends with its sentence: %s',
    (text) => {
      expect(has('route.across-a-border', text)).toBe(false);
    },
  );

  it('is read between words that buttons are strewn among', () => {
    const text = 'We ▶ take ▶ you ▶ from ▶ Turkey ▶ to ▶ Greece';
    expect(has('route.across-a-border', text)).toBe(true);
    expect(has('provider.provides', text)).toBe(true);
  });
});

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

import { beforeAll, describe, expect, it } from 'vitest';
import { createScorer, readPackFiles, type Scorer, shippedPacksDir } from '../../../rules/index.ts';
import { IN_PATTERNS } from '../../../rules/match/decorations.ts';
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

describe('names of peoples', () => {
  const routesIn = (text: string) =>
    scorer.score({ text }).signals.filter(({ category }) => category === 'route');
  const corridorsIn = (text: string) => scorer.entities(text).filter(({ kind }) => kind === 'route');

  it('are put together in their own language alone', () => {
    expect(
      routesIn("İstanbul'dan Milano 6500 euro, biz götürüyoruz, yazın @sample_account").length,
    ).toBeGreaterThan(0);
    expect(
      routesIn('kami antar dari Turki ke Yunani dan Italia, 3000 euro, hubungi @sample_account').length,
    ).toBeGreaterThan(0);
    expect(routesIn('Send the papers to Dan, my cousin')).toEqual([]);
  });

  it.each([
    ['vi', 'chúng tôi đưa đi, 5000 bảng/người, Pháp - Anh, nhắn @sample_account'],
    ['vi', 'chúng tôi đưa đi, 4 người Ba Lan - Đức, 3000 euro, nhắn @sample_account'],
    ['id', 'kami antar, 3000 euro per orang\nMalaysia - Australia, hubungi @sample_account'],
    ['zh', '我们接送，到希腊人满就走，3500欧，联系 @sample_account'],
    ['zh', '我们接送，土耳其到希腊人齐发车，3500欧，联系 @sample_account'],
  ])('are none where a price or a head is counted before the way (%s): %s', (_language, text) => {
    expect(routesIn(text).length + corridorsIn(text).length).toBeGreaterThan(0);
  });
});

describe('pictures that patterns name', () => {
  it('are all kept', () => {
    const named = readPackFiles(shippedPacksDir()).sources.flatMap(({ bytes }) =>
      [
        ...Buffer.from(bytes)
          .toString('utf8')
          .matchAll(/^ *- match: '(.*)'$/gm),
      ].flatMap(([, match = '']) => match.match(/\p{Extended_Pictographic}/gu) ?? []),
    );
    expect(new Set(named)).toEqual(IN_PATTERNS);
  });
  it.each(['📱', '☎️', '📥', '📲'])('speak for whoever offers: %s', (picture) => {
    const call = `Istanbul - Milano 3000 euro ${picture} +00 000 0000`;
    expect(
      scorer.score({ text: call }).signals.some(({ rule }) => rule === 'shared.provider.contact-call'),
    ).toBe(true);
  });
});

describe('a number before pictures', () => {
  const WAY = 'By van from Istanbul to Athens';
  const hasPrice = (text: string) =>
    scorer.score({ text }).signals.some(({ category }) => category === 'price');

  it('is read alike whatever post was read before', () => {
    const text = `${WAY} 2500 💬`;
    const alone = scorer.score({ text });
    for (const before of ['1 2 3 4 5 6 7 8 9', 'a b c d e f g h i j 1 k 2 l 3', `${WAY} 2500 💬 1500 more`]) {
      scorer.score({ text: before });
      expect(scorer.score({ text })).toEqual(alone);
    }
  });
  it.each([`${WAY} 👍\n2500 per person`, `${WAY} 4k 🔹 Ahmed +00 000 0000`, `${WAY} 4k @sample_account`])(
    'is a price: %s',
    (text) => expect(hasPrice(text)).toBe(true),
  );
  it('counts readers among many pictures, too', () => {
    expect(hasPrice('Sunset in Bodrum, Turkey ❤ 350 💬 20 🔁 30 👁 1500')).toBe(false);
  });
  it('is counted by the one before it', () => {
    expect(sumsIn('we ask 2*500 euro from you')).toEqual(['500 EUR']);
  });
});

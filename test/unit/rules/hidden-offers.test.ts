import { describe, expect, it } from 'vitest';
import { leastComputing } from '../../support/least-computing.ts';
import { slowness } from '../../support/machine-speed.ts';
import { shippedScorer } from './shipped-packs.ts';

const scorer = await shippedScorer();
const laneOf = (text: string) => scorer.score({ text }).lane;

const OFFERS = [
  'We take you by boat from Turkey to Italy, 3000 euro per person, Friday, @sample_account',
  'Istanbul - Milano by van, 3000 euro per person, Friday, @sample_account',
  'Fahrt von Istanbul nach München im Transporter, 3000 Euro pro Person, am Freitag, @sample_account',
];

describe('an offer is found with something around it that says nothing', () => {
  it.each(OFFERS)('stands by itself: %s', (offer) => expect(laneOf(offer)).toBe('review'));

  describe.each(OFFERS)('%s', (offer) => {
    it.each([
      ['in quotation marks, with flames', `«${offer}»\n🔥🔥🔥🔥🔥🔥🔥🔥🔥🔥🔥🔥🔥`],
      ['in quotation marks, with whom to write to', `"${offer}"\nWrite to Abu Karim @sample_account`],
      ['in quotation marks, with a tag of news', `«${offer}» #news #breakingnews #film #football`],
      ['before tags of warners', `${offer}\n#scam #fraud`],
      ['before tags of carriers', `${offer}\n#shipping #cargo`],
      ['before a laugh', `${offer} 😂`],
      ['before a laugh in letters', `${offer} haha`],
      ['without spaces behind commas', offer.replaceAll(', ', ',')],
    ])('%s', (_, text) => expect(laneOf(text)).toBe('review'));
  });
});

describe('what others quote is none', () => {
  it.each(OFFERS)('said by a warner in a few words: %s', (offer) =>
    expect(laneOf(`Do not believe this: «${offer}»`)).toBe('none'),
  );

  it('told in a sentence without an address', () => {
    const text =
      'The page that we looked at yesterday had this on it: «We take you by boat from Turkey to Italy»';
    expect(laneOf(text)).toBe('none');
  });

  it('says of a rule that only others speak it', () => {
    const { signals, trace } = scorer.score({
      text: 'Do not believe this: «We take you by boat from Turkey to Italy»',
    });
    expect(signals.filter(({ weight }) => weight > 0)).toEqual([]);
    expect(trace.some(({ step }) => step === 'quoted')).toBe(true);
  });
});

describe('what speaks against an offer', () => {
  it.each([
    ['in a sentence', 'This is a scam, do not pay them. By van from Istanbul to Athens, 2500 euro', true],
    ['as a tag', '#scam By van from Istanbul to Athens, 2500 euro', false],
    ['as a tag that a sentence goes on from', '#scam alert, do not pay them: from Istanbul to Athens', true],
  ])('counts %s: %s', (_, text, counts) => {
    const { counterSignals } = scorer.score({ text });
    expect(counterSignals.some(({ weight }) => weight > 0)).toBe(counts);
    expect(counterSignals.length).toBeGreaterThan(0);
  });
});

it.each(['haha ', 'lol ', '«haha» haha '])(
  '16 KB of %s cost no square of them, best of three',
  (laugh) => {
    const text = laugh.repeat(16_000 / laugh.length);
    expect(leastComputing(() => scorer.score({ text }))).toBeLessThan(100 * slowness());
  },
  60_000,
);

describe('two words with a sign and no space between them', () => {
  it.each([
    'My brother broke his leg,i am at the border, help',
    'My brother broke his leg;i am at the border. help',
  ])('are two: %s', (text) => expect(laneOf(text)).toBe('protect'));

  it.each(['b,o,a,t', 'b.oat', 'bo-at'])('are one where they are no words: %s', (boat) => {
    const { signals } = scorer.score({ text: `We leave by ${boat} from Izmir to Chios, 1500 euro` });
    expect(signals.some(({ category }) => category === 'transport')).toBe(true);
  });
});

describe('letters of Ethiopic that sound alike', () => {
  it.each(['በረሃ፣ ውሃ አለቀ', 'በረሃ፣ ዉሃ አለቀ', 'በረሀ፣ ውሀ አለቀ'])('are one: %s', (text) =>
    expect(laneOf(text)).toBe('protect'),
  );
});

describe('a number that is part of a longer one', () => {
  const hasAge = (text: string) =>
    scorer.score({ text }).signals.some(({ rule }) => rule === 'shared.minor-alone.age-and-alone');

  it.each(['12.03.2026', '2026-03-12', '12/03/2026', '8:25', '3.000'])('is no age: %s', (figure) =>
    expect(hasAge(`Child concert ${figure}, please come alone, who knows the hall?`)).toBe(false),
  );

  it.each(['12', '15/16', '15-16', '15.'])('may be one by itself: %s', (figure) =>
    expect(hasAge(`Child concert ${figure}, please come alone, who knows the hall?`)).toBe(true),
  );
});

describe('two places with a blank line between them', () => {
  const hasWay = (text: string) =>
    scorer.score({ text }).signals.some(({ rule }) => rule === 'shared.route.across-a-border');

  it('are no way', () => {
    expect(hasWay('Welcome to Germany\n\nTurkey is nice in May')).toBe(false);
    expect(hasWay('Welcome to Germany\r\n \r\nTurkey is nice in May')).toBe(false);
    expect(hasWay('Welcome to Germany\r\n\r\nTurkey is nice in May')).toBe(false);
    expect(hasWay('Welcome to Germany\n\r\nTurkey is nice in May')).toBe(false);
  });

  it.each(['\n', '\r\n', '\r', '\u2028'])('may be one in two lines: %j', (end) =>
    expect(hasWay(`From Turkey${end}to Germany by van`)).toBe(true),
  );
});

describe('a telephone number as its country groups it', () => {
  it.each([
    '8 (916) 123-45-67',
    '8(916)123-45-67',
    '0(532) 123 45 67',
    '0912.345.678',
    '0721.123.456',
    '0911-23-45-67',
    '+381 64/123-4567',
  ])('is an address: %s', (number) => {
    const { signals } = scorer.score({ text: `Istanbul - Wien, 3000 euro, ${number}` });
    expect(signals.some(({ rule }) => rule === 'shared.contact.phone')).toBe(true);
  });

  it.each(['12.03.2026', '0.532', '10.000.000'])('is none: %s', (number) => {
    const { signals } = scorer.score({ text: `Istanbul - Wien, 3000 euro, ${number}` });
    expect(signals.some(({ rule }) => rule === 'shared.contact.phone')).toBe(false);
  });
});

import { expect, it } from 'vitest';
import { cpuMicroseconds } from '../../bench/cpu-time.ts';
import { slowness } from '../../support/machine-speed.ts';
import { shippedPacks, shippedScorer } from './shipped-packs.ts';

const scorer = await shippedScorer();
const packs = shippedPacks();
const laneOf = (text: string) => scorer.score({ text }).lane;

/** Terms of a concept in a language, as they are listed. */
const listed = (language: string, ...concepts: string[]) =>
  packs.flatMap((pack) =>
    pack.language === language ? concepts.flatMap((concept) => pack.words?.[concept] ?? []) : [],
  );
const plain = (text: string) => text.toLowerCase().normalize('NFKC');
const isNamedIn = (boats: readonly string[], phrase: string) =>
  boats.some((boat) => ` ${plain(phrase)} `.includes(` ${plain(boat)} `));

it('PRO-07 a listed phrase that names a boat in trouble is enough, in every language', () => {
  const phrases = [...new Set(packs.map(({ language }) => language))].flatMap((language) => {
    const boats = listed(language, 'boat', 'irregular-boat');
    return listed(language, 'boat-trouble').filter(
      (phrase) =>
        !phrase.includes('*') && plain(phrase) !== '' && isNamedIn(boats, phrase) && !boats.includes(phrase),
    );
  });
  expect(phrases.length).toBeGreaterThan(500);
  expect(phrases.filter((phrase) => laneOf(phrase) !== 'protect')).toEqual([]);
});

it.each([
  'قاربنا يغرق',
  'قاربنا يغرق ومعنا أطفال، نحن أربعون شخصا قرب لامبيدوزا',
  'قایق ما غرق شد، چهل نفر هستیم',
  'the boat is broken, we are forty, near Lampedusa',
])('PRO-07 a boat in trouble needs no second boat: %s', (text) => {
  expect(laneOf(text)).toBe('protect');
});

it.each(['a boat', 'the sinking', 'They took my passport.'])(
  'one word keeps itself no company: %s',
  (text) => {
    expect(laneOf(text)).toBe('none');
  },
);

it.each([
  ['Chinese', '船', '下沉'],
  ['English', 'boat ', 'sinking '],
])('boats far from what sinks are not gone through for each of it: %s', (_language, boat, trouble) => {
  const filler = '\u4e00 two three '.repeat(20);
  const text = `${boat.repeat(40_000 / boat.length)}${filler}${trouble.repeat(50_000 / trouble.length)}`;
  laneOf(text.slice(0, 2_000));
  // Microseconds. Going through all boats takes three times as long, and four times that with each doubling.
  expect(cpuMicroseconds(() => laneOf(text))).toBeLessThan(1_300_000 * slowness());
});

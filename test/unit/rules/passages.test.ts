import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sentencesOf } from '../../../rules/text/sentences.ts';
import { readHalf } from '../../evaluation/read-cases.ts';
import { leastComputing } from '../../support/least-computing.ts';
import { slowness } from '../../support/machine-speed.ts';
import { fc } from '../../support/properties.ts';
import { shippedScorer } from './shipped-packs.ts';

const scorer = await shippedScorer();
const laneOf = (text: string) => scorer.score({ text }).lane;

const OFFER = 'We take you by van from Istanbul to Athens, 2500 euro, @sample_account.';

describe('sentences', () => {
  it.each([
    ['One. Two! Three?', ['One.', ' Two!', ' Three?']],
    ['Boat at 8 a. m., 3.500 euro, wa.me/00. Next', ['Boat at 8 a. m., 3.500 euro, wa.me/00.', ' Next']],
    ['one\ntwo\r\n\r\nthree', ['one\n', 'two\r', '\n', '\r', '\n', 'three']],
    ['一。二！三', ['一。', '二！', '三']],
    ['एक। दो', ['एक।', ' दो']],
    ['واحد؟ اثنان', ['واحد؟', ' اثنان']],
    ['', []],
  ])('%j', (post, expected) => {
    expect(sentencesOf(post).map(({ start, end }) => post.slice(start, end))).toEqual(expected);
  });

  it('are all of a post', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (post) => {
        const parts = sentencesOf(post);
        expect(parts.map(({ start, end }) => post.slice(start, end)).join('')).toBe(post);
        expect(parts.every(({ start, end }) => end > start)).toBe(true);
      }),
    );
  });
});

describe('an offer in some sentences of a post', () => {
  it.each([
    ['in front of a trader', `${OFFER} Used table for sale, oak, delivery possible.`],
    ['behind a trader', `Used table for sale, oak, delivery possible.\n\n${OFFER}`],
    ['between news', `Police arrested four men in the port.\n${OFFER}\nThe court will decide on Monday.`],
  ])('is found %s', (_, text) => {
    const { lane, trace } = scorer.score({ text });
    expect(lane).toBe('review');
    const start = text.indexOf(OFFER);
    const told = trace.find(({ step }) => step === 'passage');
    expect(told).toMatchObject({ step: 'passage' });
    if (told?.step !== 'passage') return;
    expect(told.start).toBeLessThanOrEqual(start);
    expect(told.end).toBeGreaterThanOrEqual(start + OFFER.length);
  });

  it.each([
    ['a warner', `${OFFER} Do not believe them, they took my money and blocked me.`],
    ['a refusal', `${OFFER} We do not take anyone, please do not ask us. Used table for sale.`],
    ['who asks for a lift', 'Who goes from Athens to Thessaloniki tomorrow? We share the petrol.'],
    ['a trader without a way', 'Coffee from Brazil, 9 euro, shipping 4. No scam, honest people, write to @x'],
  ])('is not heard where it is of %s', (_, text) => expect(laneOf(text)).toBe('none'));

  it('says nothing of passages where all of a post is heard', () => {
    expect(scorer.score({ text: OFFER }).trace.some(({ step }) => step === 'passage')).toBe(false);
  });
});

describe('with a harmless post of its language', async () => {
  const cases = await readHalf(join(import.meta.dirname, '../../fixtures/evaluation'), 'tuned');
  const some = cases.filter((_, at) => at % 3 === 0);
  const offers = some.filter(({ label, text }) => label === 'offer' && laneOf(text) === 'review');
  const harmless = cases.filter(({ label, text }) => label === 'not_offer' && laneOf(text) === 'none');
  const onTheMove = cases.filter(({ label, text }) => label === 'protect' && laneOf(text) === 'none');
  /** Others of the language, three apart, so that each is of another subject. */
  const beside = (lang: string, at: number) => {
    const others = harmless.filter((one) => one.lang === lang);
    return [0, 1, 2].map((step) => others[(at + step * 3) % others.length]?.text ?? '');
  };

  // Measured is one in six, most of them beside warnings and questions; before passages it was two in five.
  it.each([
    ['behind', (text: string, other: string) => `${text}\n\n${other}`],
    ['before', (text: string, other: string) => `${other}\n\n${text}`],
  ])('%s it an offer is found', (_, join2) => {
    const posts = offers.flatMap(({ lang, text }, at) => beside(lang, at).map((other) => join2(text, other)));
    const lost = posts.filter((text) => laneOf(text) === 'none');
    expect(posts.length).toBeGreaterThan(450);
    expect(lost.length / posts.length).toBeLessThan(0.25);
  });

  it('who is on the move is not flagged', () => {
    const posts = onTheMove.flatMap(({ lang, text }, at) =>
      beside(lang, at).map((other) => `${text}\n\n${other}`),
    );
    expect(posts.length).toBeGreaterThan(150);
    expect(posts.filter((text) => laneOf(text) === 'review').length / posts.length).toBeLessThan(0.01);
  });
});

it('many passages beside many warnings cost no square of them, best of three', () => {
  const text = 'Beware. By car to Rome? By van from Istanbul to Athens. Police. '.repeat(1_500);
  expect(leastComputing(() => scorer.score({ text }))).toBeLessThan(400 * slowness());
});

import { describe, expect, it } from 'vitest';
import type { Assessment } from '../../../rules/index.ts';
import { closeUp } from '../../../rules/text/close-up.ts';
import { normalise } from '../../../rules/text/normalise.ts';
import { fc } from '../../support/properties.ts';
import { scoredCases } from '../../support/scored-cases.ts';

const { scorer, cases } = await scoredCases();

const some = cases.filter((_, at) => at % 3 === 0);

const TIMES = 20;
/** Long enough that what is behind each letter puts one part of an offer out of sight of the other. */
const OFFER =
  'We take you by boat from Turkey to Italy. 3000 euro per person, Friday, write to @sample_account';
const LETTER = /\p{L}/u;

const behindLetters = (sign: string) => (text: string) =>
  [...text].map((one) => (LETTER.test(one) ? one + sign.repeat(TIMES) : one)).join('');

/** What is written between the letters or the words of a post and is not read. */
const PADDING: readonly (readonly [name: string, pad: (text: string) => string])[] = [
  ['spaces of no width', behindLetters('\u200b')],
  ['accents', behindLetters('\u0301')],
  ['tags', behindLetters('\u{e0061}')],
  ['marks of direction', behindLetters('\u200f')],
  ['strokes through', behindLetters('\u0336')],
  ['wide spaces', (text) => text.replaceAll(' ', ' '.repeat(3 * TIMES))],
  ['blanks that are letters', (text) => text.replaceAll(' ', '\u3164'.repeat(3 * TIMES))],
];

function told(text: string, { signals, counterSignals, trace }: Assessment) {
  const said = (at: { readonly start: number; readonly end: number }) =>
    normalise(text.slice(at.start, at.end));
  return {
    signals: signals.map((one) => `${one.rule}: ${said(one)}`),
    counterSignals: counterSignals.map((one) => `${one.rule}: ${said(one)}`),
    passages: trace.flatMap((step) => (step.step === 'passage' ? [said(step).trim()] : [])),
  };
}

describe.each(PADDING)('%s', (_name, pad) => {
  it('hide no offer, and what is found is told where it stands', () => {
    const text = pad(OFFER);
    expect(scorer.score({ text })).toMatchObject({
      lane: 'review',
      score: scorer.score({ text: OFFER }).score,
    });
    expect(told(text, scorer.score({ text }))).toEqual(told(OFFER, scorer.score({ text: OFFER })));
    expect(scorer.offers(text)).toBe(true);
  });

  it('hide no sentences of one in another post', () => {
    const plain =
      'Used table for sale, oak, delivery possible.\n\nTurkey to Italy by boat, Friday, 3000 euro, @sample_account';
    const expected = told(plain, scorer.score({ text: plain }));
    expect(expected.passages).toHaveLength(1);
    expect(told(pad(plain), scorer.score({ text: pad(plain) }))).toEqual(expected);
  });

  it('leave every case in its lane', () => {
    const moved = some.filter(({ text, lane }) => scorer.score({ text: pad(text) }).lane !== lane);
    expect(moved.map(({ id }) => id)).toEqual([]);
  });
});

/** Measured are 19 in a thousand: two doubled letters are read as one, and behind a sum "kkk" is no thousand. */
const MOST_MOVED = 0.03;

it('letters that stand twenty times hide few offers', () => {
  const offers = cases.filter(({ label, lane }) => label === 'offer' && lane === 'review');
  const pad = (text: string) => text.replaceAll(/\p{L}/gu, (letter) => letter.repeat(TIMES));
  const lost = offers.filter(({ text }) => scorer.score({ text: pad(text) }).lane !== 'review');
  expect(lost.length / offers.length, lost.map(({ text }) => text).join('\n')).toBeLessThan(MOST_MOVED);
});

it('tells the disguises of the post as it was written', () => {
  const { trace } = scorer.score({ text: behindLetters('\u200b')(OFFER) });
  expect(trace[0]).toEqual({ step: 'undone', what: ['invisible'], weight: 0 });
});

describe('a post closed up', () => {
  it.each([
    ['b\u200bo\u0301a\u{e0061}t', 'boat', [0, 2, 4, 7]],
    ['booooooat', 'boooat', [0, 1, 2, 6, 7, 8]],
    ['boOoOoat', 'boOoat', [0, 1, 2, 5, 6, 7]],
    ['a   b', 'a b', [0, 1, 4]],
    ['a \n b', 'a\nb', [0, 1, 4]],
    ['a \r\n b', 'a\nb', [0, 1, 5]],
    ['a\r\n \r\n \nb', 'a\n\nb', [0, 1, 7, 8]],
    ['1000000', '1000000', [0, 1, 2, 3, 4, 5, 6]],
    ['!!!!!', '!!!!!', [0, 1, 2, 3, 4]],
    ['\ud83c\u200b\udfff', '\ufffd\ufffd', [0, 2]],
    ['👨‍👩‍👧', '👨👩👧', [0, 1, 3, 4, 6, 7]],
  ])('%j', (post, text, origin) => {
    const closed = closeUp(post);
    expect({ text: closed.text, origin: [...closed.origin] }).toEqual({ text, origin });
  });

  it('folds to the same, and each of its units stands for one of the post', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        ...[
          '\u200b',
          '\u0301',
          '\u{e0061}',
          '\u200d',
          '\ufe0f',
          '\u00ad',
          'ـ',
          ' ',
          '\n',
          '\r\n',
          '\t',
          '\u3164',
        ],
        ...[
          'a',
          'A',
          'ａ',
          'á',
          '𝓪',
          'а',
          'ﷲ',
          '0',
          '-',
          '🔥',
          '👨‍👩‍👧',
          '\ud83d',
          '\udd25',
          '\u0000',
          'कि',
          'İ',
        ],
      ),
      fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)),
      fc.string({ unit: 'binary', maxLength: 3 }),
    );
    fc.assert(
      // One letter that folds to two, such as "ß", is no run of three with another, in whatever way they are kept apart.
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const post = pieces.filter((one) => !/^\p{L}{2}$/u.test(normalise(one))).join('');
        const { text, origin } = closeUp(post);
        expect(normalise(text)).toBe(normalise(post));
        expect(origin).toHaveLength(text.length);
        expect([...origin]).toEqual([...new Set(origin)].toSorted((one, other) => one - other));
        expect(text.length === 0 || (origin.at(-1) ?? 0) < post.length).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });
});

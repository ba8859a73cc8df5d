import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Case, readHalf } from '../../evaluation/read-cases.ts';
import { NEUTRAL, neighboursOf, neutralText } from '../../support/neutral-texts.ts';
import { shippedScorer } from './shipped-packs.ts';

const scorer = await shippedScorer();
const laneOf = (text: string) => scorer.score({ text }).lane;

/** Cases of each language that end where they should when they stand alone: of offers and harmless texts one in three. */
const cases = await readHalf(join(import.meta.dirname, '../../fixtures/evaluation'), 'tuned');
const some = cases.filter((_, at) => at % 3 === 0);
const offers = some.filter(({ label, text }) => label === 'offer' && laneOf(text) === 'review');
const harmless = some.filter(({ label, text }) => label === 'not_offer' && laneOf(text) === 'none');
const atRisk = cases.filter(({ label, text }) => label === 'protect' && laneOf(text) === 'protect');

const FORMS = {
  'a paragraph before it': (text: string, other: string) => `${neutralText(other, 1, '\n\n')}${text}`,
  '600 units in paragraphs around it': (text: string, other: string) =>
    `${neutralText(other, 300, '\n\n')}${text}\n\n${neutralText(other, 300, '\n\n')}`,
  '2,000 units in lines around it': (text: string, other: string) =>
    `${neutralText(other, 1_000, '\n')}${text}\n${neutralText(other, 1_000, '\n')}`,
  '600 units in the same paragraph': (text: string, other: string) =>
    `${neutralText(other, 300, ' ')}${/[.!?۔।።。]\s*$/u.test(text) ? text : `${text}.`} ${neutralText(other, 300, ' ')}`,
};

/**
 * Measured are one in a thousand offers, and one in two hundred in the same paragraph, where a sentence of theirs may be heard with one of
 * the neighbour's. Before posts were heard by stretches it was one in twenty-five.
 */
const MOST_LOST = 0.005;
const MOST_LOST_INSIDE = 0.012;
/** Measured are one in five hundred that leave their lane, news of a wreck that go to protection, and none that is flagged. */
const MOST_MOVED = 0.005;
const MOST_FLAGGED = 0.0005;

function surrounded(of: readonly Case[], form: keyof typeof FORMS) {
  return of.flatMap(({ id, lang, text }) =>
    neighboursOf({ lang, text }).map((other) => ({
      id,
      other,
      lane: laneOf(FORMS[form](text, other)),
    })),
  );
}

const told = (posts: readonly { readonly id: string; readonly other: string; readonly lane: string }[]) =>
  posts.map(({ id, other, lane }) => `${id} in ${other}: ${lane}`);

describe('neutral texts', () => {
  it.each(Object.keys(NEUTRAL))('say nothing in %s', (language) => {
    const { lane, signals, counterSignals } = scorer.score({ text: neutralText(language, 600, '\n\n') });
    expect({ lane, signals, counterSignals }).toEqual({ lane: 'none', signals: [], counterSignals: [] });
  });

  it('are tried on enough', () => {
    expect(offers.length).toBeGreaterThan(150);
    expect(harmless.length).toBeGreaterThan(150);
    expect(atRisk.length).toBeGreaterThan(100);
  });
});

describe.each(Object.keys(FORMS) as (keyof typeof FORMS)[])('with a neighbour language: %s', (form) => {
  it('EVA-05 an offer is found as if it stood alone', () => {
    const posts = surrounded(offers, form);
    const lost = posts.filter(({ lane }) => lane !== 'review');
    const most = form.includes('same paragraph') ? MOST_LOST_INSIDE : MOST_LOST;
    expect(lost.length / posts.length, told(lost).join('\n')).toBeLessThanOrEqual(most);
  });

  it('a harmless text is left alone', () => {
    const posts = surrounded(harmless, form);
    const moved = posts.filter(({ lane }) => lane !== 'none');
    const flagged = posts.filter(({ lane }) => lane === 'review');
    expect(moved.length / posts.length, told(moved).join('\n')).toBeLessThanOrEqual(MOST_MOVED);
    expect(flagged.length / posts.length, told(flagged).join('\n')).toBeLessThanOrEqual(MOST_FLAGGED);
  });

  it('a cry for help is heard as if it stood alone', () => {
    expect(told(surrounded(atRisk, form).filter(({ lane }) => lane !== 'protect'))).toEqual([]);
  });
});

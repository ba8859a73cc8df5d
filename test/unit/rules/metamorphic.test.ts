import { describe, expect, it } from 'vitest';
import { tryDisguises } from '../../evaluation/disguises.ts';
import { isAtRisk } from '../../evaluation/tally.ts';
import { CLAUSES } from '../../support/clauses.ts';
import { DISGUISES, disguised } from '../../support/disguises.ts';
import { type CaseInLane, scoredCases } from '../../support/scored-cases.ts';

const { scorer, cases } = await scoredCases();
const offers = cases.filter(({ label, lane }) => label === 'offer' && lane === 'review');
const harmless = cases.filter(({ label, lane }) => label !== 'offer' && lane === 'none');
const calls = cases.filter((one) => isAtRisk(one) && one.lane === 'protect');

/** Cases that a change of wording moves to another lane, told so that the failure can be read. */
function moved(from: readonly CaseInLane[], change: (text: string) => string): readonly string[] {
  return from.flatMap(({ id, text, lane }) => {
    const changed = change(text);
    const now = changed === text ? lane : scorer.score({ text: changed }).lane;
    return now === lane ? [] : [`${id} ${lane} -> ${now}: ${changed}`];
  });
}

/**
 * One text in a hundred may move: at the very edge of the gate one word less decides. Spacing all letters of all words
 * takes away where words end, which no reader gets right every time either; measured are 7 % of offers.
 */
const MOST_MOVED = 0.01;
const MOST_MOVED_OF: Readonly<Record<string, number>> = {
  'spaced letters': 0.08,
  // Measured are 19 of 1,839, which join to a word of another meaning or to none.
  'spaced dots between letters': 0.015,
  // Measured are 2 %, which lack one word at the edge of the gate.
  'brackets around letters': 0.03,
  // Measured are 5 %, with a letter doubled in each word: among so many readings some are words of another meaning.
  'a doubled letter': 0.06,
};

/** The same of calls for help, of those that the disguise changes. Measured are 19 of 308, 3 of 148 and 2 of 163. */
const MOST_LOST_OF: Readonly<Record<string, number>> = {
  'spaced letters': 0.065,
  // One digit stands for two letters there.
  'leetspeak of other digits': 0.03,
  'repeated letters': 0.015,
};

/**
 * Harmless texts that a disguise brings to protection. Signs of need add up from words that spaced letters join by mistake: measured are 9 of 1,895
 * there, some of them of seekers, and fewer elsewhere.
 */
const MOST_PROTECTED = 0.006;

/** The sentences speak of an evening, which is a word of adverts too: it tips what stands one point below the gate. */
const MOST_FLAGGED = 0.002;

function expectFew(texts: readonly string[], of: number, share = MOST_MOVED): void {
  expect(texts.length / of, texts.join('\n')).toBeLessThanOrEqual(share);
}

describe('a disguise', () => {
  it('has enough to be tried on', () => {
    expect(offers.length).toBeGreaterThan(600);
    expect(harmless.length).toBeGreaterThan(800);
    expect(calls.length).toBeGreaterThan(300);
  });

  it.each(DISGUISES)('$name: keeps an offer in its lane', (disguise) => {
    expectFew(
      moved(offers, (text) => disguised(text, disguise)),
      offers.length,
      MOST_MOVED_OF[disguise.name],
    );
  });

  it.each(DISGUISES)('$name: keeps a call for help in protection, and brings none to review', (disguise) => {
    const changed = calls.filter(({ text }) => disguised(text, disguise) !== text);
    expect(changed.length).toBeGreaterThan(5);
    const lost = moved(changed, (text) => disguised(text, disguise));
    expectFew(lost, changed.length, MOST_LOST_OF[disguise.name]);
    expect(lost.filter((move) => move.includes('-> review'))).toEqual([]);
  });

  it.each(DISGUISES)('$name: keeps a harmless text in its lane', (disguise) => {
    const all = moved(harmless, (text) => disguised(text, disguise));
    const protectedNow = all.filter((move) => move.includes('-> protect'));
    expectFew(protectedNow, harmless.length, MOST_PROTECTED);
    expectFew(
      all.filter((move) => !protectedNow.includes(move)),
      harmless.length,
    );
  });
});

/** Measured are 97.7 % in Persian at the least, and all of them in most languages. */
const LEAST_KEPT = 0.96;

describe('disguised offers', () => {
  const kept = tryDisguises(
    { cases: offers, lane: 'review' },
    scorer,
    DISGUISES.filter(({ name }) => name !== 'spaced letters'),
  );

  it('are tried in every language that has cases', () => {
    expect([...kept.keys()]).toEqual([...new Set(cases.map(({ lang }) => lang))].toSorted());
    expect([...kept].filter(([, { tried }]) => tried < 50)).toEqual([]);
  });

  it.each([...kept])('EVA-05 are found in %s as the plain ones are', (_language, one) => {
    expect(one.kept / one.tried, JSON.stringify(one)).toBeGreaterThanOrEqual(LEAST_KEPT);
  });
});

/** In each script a word that no list knows, as the name of somebody whom nobody has heard of. */
const UNKNOWN: Readonly<Record<string, string>> = {
  Arabic: 'ژظژظغ',
  Bengali: 'ঝঢঝঢা',
  Cyrillic: 'Щъжгуф',
  Devanagari: 'झढझढा',
  Ethiopic: 'ጰጸጰጸ',
  Greek: 'Ξψζβου',
  Gurmukhi: 'ਝਢਝਢਾ',
  Han: '龘龘',
  Latin: 'Xqvzyu',
  Sinhala: 'ඣඪඣඪ',
  Tamil: 'ஞஙஞஙா',
};

function unknownFor(text: string): string {
  const script = Object.keys(UNKNOWN).find((name) => new RegExp(`\\p{Script=${name}}`, 'u').test(text));
  return UNKNOWN[script ?? 'Latin'] ?? '';
}

describe.each(Object.entries(CLAUSES))(
  'who is spoken of in %s',
  (_language, { offer, harmless: plain, who }) => {
    const [people = '', ...others] = who;
    const read = (text: string, one: string) => scorer.score({ text: text.replace('{who}', one) });
    const verdict = (text: string, one: string) => {
      const { lane, score } = read(text, one);
      return `${lane} ${score}`;
    };

    it('FAI-05 leaves score and lane as they are, whichever name or people it is', () => {
      for (const text of [offer, plain]) {
        const expected = verdict(text, unknownFor(people));
        expect(others.map((one) => `${one}: ${verdict(text, one)}`)).toEqual(
          others.map((one) => `${one}: ${expected}`),
        );
      }
    });

    // "We take people" is what one says who takes people, which a name behind it is not: the word adds, and keeps the lane.
    it('FAI-05 is in the same lane as people', () => {
      for (const [text, lane] of [[offer, 'review'] as const, [plain, 'none'] as const]) {
        const lanes = [people, ...others].map((one) => `${one}: ${read(text, one).lane}`);
        expect(lanes).toEqual([people, ...others].map((one) => `${one}: ${lane}`));
      }
    });
  },
);

/** Said by anyone of anything; one per language that the cases are mostly in. */
const HARMLESS: readonly string[] = [
  'The tea was good and the evening quiet.',
  'Le thé était bon et la soirée calme.',
  'الشاي كان طيبا والمساء هادئا.',
  'Чай был хороший, вечер тихий.',
  'Çay güzeldi, akşam sakindi.',
  'چای خوب بود و شب آرام.',
];

describe('a harmless sentence', () => {
  it.each(HARMLESS)('flags nothing when it is added: %s', (sentence) => {
    const flagged = [
      ...moved(harmless, (text) => `${text} ${sentence}`),
      ...moved(harmless, (text) => `${sentence} ${text}`),
    ].filter((move) => move.includes('-> review'));
    expectFew(flagged, 2 * harmless.length, MOST_FLAGGED);
  });

  it.each(HARMLESS)('hides no offer when it is added: %s', (sentence) => {
    expectFew(
      moved(offers, (text) => `${text} ${sentence}`),
      offers.length,
    );
  });
});

import { describe, expect, it } from 'vitest';
import { CONTENT_KINDS, type Outcome } from '../../../queue/contracts/index.ts';
import { type AssessedPosts, type FlaggedItem, figuresBy } from '../../../queue/fairness/index.ts';

/** So many items of one language and source that ended so; the first judgment was the same unless told. */
function items(
  language: string,
  sourceId: string,
  endings: Readonly<Partial<Record<Outcome | 'open', number>>>,
  first?: Outcome,
): FlaggedItem[] {
  return Object.entries(endings).flatMap(([ending, count]) =>
    Array.from(
      { length: count },
      (): FlaggedItem => ({
        language,
        script: language === 'ar' ? 'Arab' : 'Latn',
        corridor: 'LY-IT',
        sourceId,
        rules: ['shared.price.sum'],
        openedAt: 0,
        lane: ending === 'protect' ? 'protect' : 'review',
        ending: ending === 'open' ? null : (ending as Outcome),
        first: ending === 'open' ? null : (first ?? (ending as Outcome)),
      }),
    ),
  );
}

function posts(language: string, sourceId: string, none: number, review: number): AssessedPosts[] {
  const about = {
    language,
    script: language === 'ar' ? 'Arab' : 'Latn',
    corridor: 'none',
    sourceId,
  } as const;
  return [
    { ...about, lane: 'none', posts: none },
    { ...about, lane: 'review', posts: review },
  ];
}

// Golden data: worked out by hand below.
const MATERIAL = {
  items: [
    ...items('ar', 'forum', { offer: 12, not_offer: 6, protect: 2, open: 5 }),
    ...items('ar', 'forum', { not_offer: 2 }, 'offer'),
    ...items('fr', 'forum', { offer: 9, not_offer: 1 }),
    ...items('fr', 'board', { offer: 8, unresolved: 2 }),
  ],
  posts: [
    ...posts('ar', 'forum', 970, 30),
    ...posts('fr', 'forum', 490, 10),
    ...posts('fr', 'board', 990, 10),
  ],
};

describe('the figures', () => {
  const figures = figuresBy('language', MATERIAL);
  const of = (group: string) => {
    const found = figures.find((one) => one.group === group);
    if (found === undefined) throw new Error(`expected figures of ${group}`);
    return found;
  };

  it('FAI-01 are per language flag rate, precision, false flags, overturns and leakage, each with n and interval', () => {
    expect(of('ar').pooled).toMatchObject({
      flagRate: { hits: 30, n: 1000, share: 0.03 },
      precision: { hits: 12, n: 22 },
      falseFlags: { hits: 8, n: 22 },
      leakage: { hits: 2, n: 22 },
      overturned: { hits: 2, n: 22 },
    });
    expect(of('fr').pooled).toMatchObject({
      flagRate: { hits: 20, n: 1500 },
      precision: { hits: 17, n: 20, share: 0.85 },
      falseFlags: { hits: 1, n: 20 },
      leakage: { hits: 0, n: 20 },
      overturned: { hits: 0, n: 20 },
    });
    // Wilson by hand: 17 of 20.
    const [low, high] = of('fr').pooled.precision.interval ?? [0, 0];
    expect([low.toFixed(4), high.toFixed(4)]).toEqual(['0.6396', '0.9476']);
  });

  it('FAI-01 are made for languages, scripts and routes alike', () => {
    expect(
      CONTENT_KINDS.map((dimension) => figuresBy(dimension, MATERIAL).map(({ group }) => group)),
    ).toEqual([
      ['fr', 'ar'],
      ['Latn', 'Arab'],
      ['none', 'LY-IT'],
    ]);
  });

  it('FAI-09 stand both taken together and source by source', () => {
    const fr = of('fr');
    expect(fr.bySource.map(({ sourceId, measures }) => [sourceId, measures.precision.hits])).toEqual([
      ['board', 8],
      ['forum', 9],
    ]);
    const { pooled, conditioned } = fr.differences.falseFlags;
    expect(pooled?.value).toBeCloseTo(1 / 20 - 8 / 22);
    // Only the forum has both languages.
    expect(conditioned?.value).toBeCloseTo(1 / 10 - 8 / 22);
  });

  it('FAI-04 compare by what posts are about, and by nothing of who wrote them', () => {
    expect(CONTENT_KINDS).toEqual(['language', 'script', 'corridor']);
  });
});

import { describe, expect, it } from 'vitest';
import { CONTENT_KINDS } from '../../../queue/contracts/index.ts';
import { type AssessedPosts, type FlaggedItem, figuresBy } from '../../../queue/fairness/index.ts';
import { shareOf } from '../../../queue/fairness/intervals.ts';
import { ruleFigures } from '../../../queue/fairness/rule-figures.ts';
import { withoutLeakage, withoutProtection } from '../../../queue/fairness/without-protection.ts';

const ABOUT = { language: 'ar', script: 'Arab', corridor: 'LY-IT', sourceId: 'forum' } as const;

function item(ending: FlaggedItem['ending'], change: Partial<FlaggedItem> = {}): FlaggedItem {
  return {
    ...ABOUT,
    ...{ rules: ['shared.price.sum'], openedAt: 0, lane: 'review', ending, first: ending },
    ...change,
  };
}

/** Eight offers, three that are none, and one that nobody has concluded. */
const REVIEWED = [
  ...Array.from({ length: 8 }, () => item('offer')),
  ...Array.from({ length: 3 }, () => item('not_offer', { first: 'offer' })),
  item(null),
];
const POSTS: AssessedPosts[] = [
  { ...ABOUT, lane: 'none', posts: 900 },
  { ...ABOUT, lane: 'review', posts: 12 },
];

function told(items: readonly FlaggedItem[], posts: readonly AssessedPosts[] = POSTS) {
  const material = withoutProtection({ items, posts });
  return [
    ...CONTENT_KINDS.map((dimension) => withoutLeakage(figuresBy(dimension, material))),
    ruleFigures(material.items),
  ];
}

describe('figures for who works towards enforcement', () => {
  it.each([
    ['one that was judged an offer first', item('protect', { lane: 'protect', first: 'offer' })],
    ['one that protection has cleared', item('not_offer', { lane: 'protect', first: 'protect' })],
    ['the only one of its language', item('protect', { lane: 'protect', language: 'so', script: 'Latn' })],
    ['the only one of its source', item('protect', { lane: 'protect', sourceId: 'board' })],
    ['the only one of a rule', item('protect', { lane: 'protect', rules: ['en.help.wanted'] })],
    ['one that is on its way there', item('protect')],
  ])('PRO-09 are the same with a person at risk and without: %s', (_, atRisk) => {
    expect(told([...REVIEWED, atRisk])).toEqual(told(REVIEWED));
  });

  it('PRO-09 do not show that an item which waited was handed over', () => {
    const handedOver = item('protect', { lane: 'protect', first: null });
    expect(told([...REVIEWED, item(null)])).toEqual(told([...REVIEWED, handedOver]));
    const [rule] = ruleFigures(withoutProtection({ items: REVIEWED, posts: POSTS }).items);
    expect(rule).toMatchObject({ items: 11, precision: { n: 11 } });
  });

  it('PRO-09 are the same whatever was assessed as of a person at risk', () => {
    const posts = [
      ...POSTS,
      { ...ABOUT, lane: 'protect', posts: 7 } as const,
      { ...ABOUT, language: 'so', lane: 'protect', posts: 1 } as const,
    ];
    expect(told(REVIEWED, posts)).toEqual(told(REVIEWED));
  });

  it('PRO-09 do not say either that nobody was at risk', () => {
    const [group] = withoutLeakage(
      figuresBy('language', withoutProtection({ items: REVIEWED, posts: POSTS })),
    );
    expect(group?.pooled.leakage).toEqual(shareOf(0, 0));
    expect(group?.bySource.map(({ measures }) => measures.leakage)).toEqual([shareOf(0, 0)]);
    expect(group?.differences.leakage).toEqual({ pooled: null, conditioned: null });
    expect(group?.pooled.precision).toMatchObject({ hits: 8, n: 11 });
  });
});

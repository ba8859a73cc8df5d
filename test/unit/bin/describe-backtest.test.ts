import { describe, expect, it } from 'vitest';
import { describeBacktest } from '../../../bin/cli/rules/describe-backtest.ts';

const NONE = { count: 0, of: 1, low: 0, high: 100 };

describe('what a backtest tells', () => {
  it('has nothing in it that steers the terminal, in the name of a language either', () => {
    const lang = '\u001b[2Jen';
    const told = describeBacktest({
      posts: 1,
      languages: [
        {
          lang,
          posts: 1,
          gained: 1,
          lost: 0,
          flagged: { before: NONE, after: NONE },
          protected: { before: NONE, after: NONE },
          offersFound: null,
          falseFlags: null,
          leaked: null,
        },
      ],
      moves: [{ lang, from: 'none', to: 'review', text: 'we \u001b[2J', label: null }],
      shadow: [{ rule: 'en.provider.new', lang, posts: 3, noOffers: 1 }],
    });
    expect(told).toContain('[U+001B][2Jen: 1 posts');
    expect(told).toContain('none -> review: \u2068we [U+001B][2J\u2069');
    expect(told).toContain(
      'en.provider.new finds something in 3 posts of [U+001B][2Jen, 1 of them labelled as no offer',
    );
    expect(told).not.toContain('\u001b');
  });

  it('FAI-07 says what becomes of persons at risk', () => {
    const of = (before: number, after: number) => ({
      before: { ...NONE, count: before, of: 4 },
      after: { ...NONE, count: after, of: 4 },
    });
    const told = describeBacktest({
      posts: 4,
      languages: [
        {
          ...{ lang: 'ar', posts: 4, gained: 2, lost: 0, flagged: of(0, 2), protected: of(3, 1) },
          ...{ offersFound: null, falseFlags: of(0, 2), leaked: of(0, 2) },
        },
      ],
      moves: [],
      shadow: [],
    });
    expect(told).toContain('; to protection 3/4 (0.0 to 100.0 %) to 1/4 ');
    expect(told).toContain('; persons at risk that come to review 0/4 (0.0 to 100.0 %) to 2/4 ');
  });
});

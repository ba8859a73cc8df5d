import { describe, expect, it } from 'vitest';
import { estimateMissed, type SampleResult, sampledShares } from '../../../queue/fairness/index.ts';
import { foundAmong } from '../../../queue/fairness/missed-offers.ts';
import { seeded } from '../../bench/workload.ts';
import { sampledMonth } from '../../support/sampled-months.ts';

const FOUND = { offers: 300, notOffers: 100 };

/** As if so many of these offers had found no second reviewer. */
function halfJudgedOf(offers: SampleResult, halfJudged: number): SampleResult[] {
  const parts: SampleResult[] = [
    { ...offers, samples: offers.samples - halfJudged },
    { ...offers, answer: 'half_judged', samples: halfJudged },
  ];
  return parts.filter(({ samples }) => samples > 0);
}

describe('the missed-offer estimate', () => {
  it('FAI-02 is the ratio that Hájek gives, with the interval of the effective size', () => {
    const estimate = estimateMissed(
      [
        { answer: 'offer', share: 0.01, samples: 2 },
        { answer: 'not_offer', share: 0.01, samples: 98 },
        { answer: 'unjudged', share: 0.01, samples: 7 },
      ],
      10_000,
      FOUND,
    );
    expect(estimate).toMatchObject({ sampled: 107, unjudged: 7, offers: 2, atRisk: 0 });
    expect(estimate.missed?.posts).toBeCloseTo(200);
    // Wilson of 2 of 100 is 0.0055 to 0.0700.
    expect(estimate.missed?.interval.map(Math.round)).toEqual([55, 700]);
    expect(estimate.recall?.share).toBeCloseTo(300 / 500);
    expect(estimate.recall?.interval[0]).toBeCloseTo(0.3, 2);
    expect(estimate.falsePositiveRate).toBeCloseTo(100 / (100 + 9800));
  });

  it.each([0.002, 0.01, 0.05])(
    'FAI-02 finds a planted rate of %d: its interval holds the truth in at least 93 of 100 months',
    (rate) => {
      const draw = seeded(rate * 10_000);
      let held = 0;
      let sum = 0;
      for (let turn = 0; turn < 100; turn += 1) {
        const { missed } = estimateMissed(sampledMonth(rate, 40_000, draw), 40_000, FOUND);
        if (missed === null) throw new Error('expected an estimate');
        sum += missed.posts;
        if (missed.interval[0] <= rate * 40_000 && rate * 40_000 <= missed.interval[1]) held += 1;
      }
      expect(held).toBeGreaterThanOrEqual(93);
      // And it leans to neither side.
      expect(sum / 100 / (rate * 40_000)).toBeCloseTo(1, 0);
    },
  );

  it('FAI-02 counts as missed what one person called an offer; the interval reaches from none of them to all', () => {
    const results = [
      { answer: 'offer', share: 0.01, samples: 2 },
      { answer: 'half_judged', share: 0.01, samples: 3 },
      { answer: 'not_offer', share: 0.01, samples: 95 },
    ] as const;
    const estimate = estimateMissed(results, 10_000, FOUND);
    expect(estimate).toMatchObject({ sampled: 100, unjudged: 0, offers: 2, halfJudged: 3 });
    expect(estimate.missed?.posts).toBeCloseTo(500);
    // Wilson's lower end of 2 of 100, and his upper end of 5.
    expect(estimate.missed?.interval.map(Math.round)).toEqual([55, 1118]);
    expect(estimate.recall?.share).toBeCloseTo(300 / 800);
    expect(estimate.recall?.interval[1]).toBeCloseTo(300 / 355, 2);
  });

  it('FAI-02 holds the truth where most offers of the sample find no second reviewer', () => {
    const draw = seeded(7);
    let held = 0;
    for (let turn = 0; turn < 100; turn += 1) {
      const results = sampledMonth(0.05, 40_000, draw).flatMap((one) =>
        one.answer === 'offer' ? halfJudgedOf(one, Math.ceil(one.samples * 0.8)) : [one],
      );
      const { missed } = estimateMissed(results, 40_000, FOUND);
      if (missed !== null && missed.interval[0] <= 2000 && 2000 <= missed.interval[1]) held += 1;
    }
    expect(held).toBeGreaterThanOrEqual(93);
  });

  it('FAI-02 counts what was found in posts, as what was missed is', () => {
    const found = foundAmong([
      { language: 'fr', ending: 'offer', posts: 150 },
      { language: 'ar', ending: 'offer', posts: 50 },
      { language: 'fr', ending: 'not_offer', posts: 3 },
    ]);
    expect(found).toEqual({ offers: 200, notOffers: 3 });
    const results = [
      { answer: 'offer', share: 0.1, samples: 2 },
      { answer: 'not_offer', share: 0.1, samples: 98 },
    ] as const;
    expect(estimateMissed(results, 1000, found).recall?.share).toBeCloseTo(200 / 220);
  });

  it('says nothing where nothing was judged', () => {
    expect(estimateMissed([], 500, FOUND)).toMatchObject({
      missed: null,
      recall: null,
      falsePositiveRate: null,
    });
  });
});

describe('how much is drawn', () => {
  it('FAI-02 follows the volume of each language, within bounds', () => {
    const { byLanguage, others } = sampledShares({ ar: 10_000, sq: 40, en: 900_000 }, 20);
    expect(byLanguage).toEqual({ ar: 0.002, sq: 0.25, en: 0.0002 });
    expect(others).toBeGreaterThan(0);
  });
});

import type { FairnessReport } from '../../../../queue/contracts/index.ts';
import { estimateMissed, type FlaggedItem, figuresBy } from '../../../../queue/fairness/index.ts';
import { ruleFigures } from '../../../../queue/fairness/rule-figures.ts';
import { withoutProtection } from '../../../../queue/fairness/without-protection.ts';

type WholeReport = FairnessReport & { readonly team: NonNullable<FairnessReport['team']> };

/** Sixty decided items of one rule that is noisy, ten of one on hold, and one of a rule that is gone. */
function flagged(language: string): FlaggedItem[] {
  const item = (rule: string, ending: FlaggedItem['ending']): FlaggedItem => ({
    language,
    script: language === 'ar' ? 'Arab' : 'Latn',
    corridor: 'LY-IT',
    sourceId: 'forum',
    rules: [rule],
    openedAt: 0,
    lane: ending === 'protect' ? 'protect' : 'review',
    ending,
    first: ending,
  });
  const many = (count: number, rule: string, ending: FlaggedItem['ending']) =>
    Array.from({ length: count }, () => item(rule, ending));
  return [
    ...many(5, 'shared.price.sum', 'offer'),
    ...many(40, 'shared.price.sum', 'not_offer'),
    ...many(4, 'shared.price.sum', 'protect'),
    ...many(8, 'shared.route.joined', 'offer'),
    ...many(2, 'shared.route.joined', 'not_offer'),
    ...many(1, 'en.price.gone', 'offer'),
  ];
}

/** A report on so many languages as it comes from the records. */
export function fairnessReport(
  languages: readonly string[] = ['ar'],
  { withProtection } = { withProtection: true },
): WholeReport {
  const items = languages.flatMap(flagged);
  const posts = languages.flatMap((language) => {
    const about = { language, script: 'Arab', corridor: 'LY-IT', sourceId: 'forum' } as const;
    return [
      { ...about, lane: 'none', posts: 9000 } as const,
      { ...about, lane: 'review', posts: 80 } as const,
    ];
  });
  const material = withProtection ? { items, posts } : withoutProtection({ items, posts });
  return {
    from: '2026-09-01',
    to: '2026-11-01',
    log: { first: 12, last: 4711 },
    groups: {
      language: figuresBy('language', material),
      script: figuresBy('script', material),
      corridor: figuresBy('corridor', material),
    },
    rules: ruleFigures(material.items),
    holds: [
      {
        rule: 'shared.route.joined',
        reason: 'false flags differ: language ar against all others',
        heldBy: 'worker:fairness',
        heldAt: '2026-11-20T10:00:00.000Z',
        proposal: {
          personId: 'bo',
          by: 'Bo Berg',
          at: '2026-11-24T15:00:00.000Z',
          reason: 'The rule was narrowed in release ca18014b; its false flags were songs.',
        },
      },
    ],
    lifted: [
      {
        rule: 'shared.price.sum',
        heldBy: 'Ada Amar',
        heldAt: '2026-10-02T09:00:00.000Z',
        liftedAt: '2026-10-05T11:30:00.000Z',
        liftedBy: ['Bo Berg', 'Cai Chen'],
        reason: 'Measured again on labelled posts: no gap is left.',
      },
    ],
    missed: languages.map((language) => ({
      language,
      ...estimateMissed(
        [
          { answer: 'offer', share: 0.01, samples: 1 },
          { answer: 'not_offer', share: 0.01, samples: 80 },
          { answer: 'protect', share: 0.01, samples: 1 },
          { answer: 'half_judged', share: 0.01, samples: 2 },
          { answer: 'unjudged', share: 0.01, samples: 6 },
        ],
        9000,
        { offers: 14, notOffers: 42 },
      ),
    })),
    shadow: [{ language: 'ti', isInForce: true, posts: 37 }],
    team: {
      languages: [
        {
          language: 'ar',
          onKnown: { units: 20, judgments: 60, alpha: 0.81, interval: [0.66, 0.93] },
          onItems: { units: 31, judgments: 62, alpha: 0.42, interval: [0.1, 0.7] },
          hours: { n: 70, median: 3.5, most: 21 },
        },
      ],
      rules: [
        {
          rule: 'shared.price.sum',
          onItems: { units: 12, judgments: 24, alpha: 0.3, interval: [-0.1, 0.6] },
        },
      ],
      controls: [],
      alarms: [],
    },
  };
}

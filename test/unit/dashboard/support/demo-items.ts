import type { RuleInfo } from '../../../../dashboard/wire.ts';
import type { Assessment } from '../../../../queue/contracts/index.ts';
import type { SeedItem } from './seeded-desk.ts';

type Part = readonly [words: string, rule: string, weight: number];

/** An assessment whose spans are found in `text`, whose counted steps add up to its score. */
export function assessmentOf(
  text: string,
  language: string,
  parts: { signals: readonly Part[]; counters?: readonly Part[]; lane?: 'review' | 'protect' },
): Assessment {
  const lane = parts.lane ?? 'review';
  const signal = ([words, rule, weight]: Part) => {
    const start = text.indexOf(words);
    if (start < 0) throw new Error(`expected "${words}" in the text of the seed`);
    const category = rule.split('.')[1] ?? '';
    return { rule, category, start, end: start + words.length, weight };
  };
  const signals = parts.signals.map(signal);
  const counterSignals = (parts.counters ?? []).map(signal);
  const counted = [
    ...heaviest(signals).map((found) => ({ ...found, step: 'counted' })),
    ...heaviest(counterSignals).map((found) => ({ ...found, step: 'counted', weight: -found.weight })),
  ].map(({ step, rule, category, weight }) => ({ step, rule, category, weight }));
  const score = counted.reduce((sum, { weight }) => sum + weight, 0);
  const kinds = [...new Set(signals.map(({ category }) => category))].filter((kind) => kind !== 'provider');
  const gate = [
    { step: 'gate', part: 'provider', met: true },
    { step: 'gate', part: 'kinds', met: true, found: kinds, needed: 2 },
    { step: 'gate', part: 'threshold', met: score >= 6, score, needed: 6 },
  ];
  const protection = signals.map(({ rule, category }) => ({ step: 'protection', rule, category }));
  return {
    version: 1,
    release: '2026-11-01',
    holds: [],
    lane,
    score: lane === 'protect' ? null : score,
    language,
    signals,
    counterSignals,
    trace: lane === 'protect' ? protection : [...counted, ...gate],
  };
}

function heaviest<Found extends { category: string; weight: number }>(found: readonly Found[]): Found[] {
  const best = new Map<string, Found>();
  for (const one of found) {
    const known = best.get(one.category);
    if (known === undefined || one.weight > known.weight) best.set(one.category, one);
  }
  return [...best.values()];
}

const OFFER_EN =
  'We take people from Hallstad to the north shore. Places left this week, 900 per seat.\nPay only after arrival. Call now, safe and fast. This is not a travel agency.';
const OFFER_AR = 'نأخذ من المدينة إلى الشمال، باقي مقعدان.\nالسعر ٩٠٠ والدفع بعد الوصول 100% مضمون.';
const OFFER_FA = 'ما شما را می‌بریم، جا محدود است. پرداخت بعد از رسیدن.\nقیمت ۹۰۰، حرکت هر جمعه.';
const DISTRESS_EN =
  'Our boat has no engine and water comes in. 14 people, two children. Please send help, any rescue.';
const SEEKER_FR =
  'Bonjour, est-ce que quelqu’un sait combien coûte le passage ? On nous prend où, et il reste des places ?';
const TRICKS =
  'We take you \u202Eemoh\u202C. Pl\u200Bac\u200Bes left <img src=x onerror=alert(1)> https://example.test/join';

/** Fictional posts in several scripts, with overlaps, copies, media and tricks. */
export const DEMO_ITEMS: readonly SeedItem[] = [
  {
    id: 'offer-en',
    lane: 'review',
    language: 'en',
    sourceId: 'harbour-board',
    text: OFFER_EN,
    openedAt: '2026-11-24T06:10:00.000Z',
    publishedAt: '2026-11-24T05:58:00.000Z',
    memberCount: 4,
    thread: { title: 'Looking for a way over', isAnswer: true },
    media: [
      { kind: 'image', alt: 'A van in front of a harbour, a price list on top', sha256: null },
      { kind: 'video', sha256: null },
    ],
    assessment: assessmentOf(OFFER_EN, 'en', {
      signals: [
        ['We take people', 'en.provider.we-take', 3],
        ['take people from Hallstad to the north shore', 'en.route.from-to', 2],
        ['Places left', 'en.departure.places-left', 2],
        ['900 per seat', 'en.price.per-seat', 2],
        ['Pay only after arrival', 'en.guarantee.pay-after', 3],
        ['safe and fast', 'en.guarantee.safe', 1],
      ],
      counters: [['travel agency', 'en.licensed-travel.agency', 2]],
    }),
  },
  {
    id: 'offer-ar',
    lane: 'review',
    language: 'ar',
    sourceId: 'market-square',
    text: OFFER_AR,
    openedAt: '2026-11-24T07:30:00.000Z',
    publishedAt: '2026-11-24T07:01:00.000Z',
    assessment: assessmentOf(OFFER_AR, 'ar', {
      signals: [
        ['نأخذ', 'ar.provider.we-take', 3],
        ['من المدينة إلى الشمال', 'ar.route.from-to', 2],
        ['باقي مقعدان', 'ar.departure.seats', 2],
        ['الدفع بعد الوصول', 'ar.guarantee.pay-after', 3],
      ],
    }),
  },
  {
    id: 'offer-fa',
    lane: 'review',
    language: 'fa',
    sourceId: 'market-square',
    text: OFFER_FA,
    openedAt: '2026-11-24T09:05:00.000Z',
    memberCount: 2,
    assessment: assessmentOf(OFFER_FA, 'fa', {
      signals: [
        ['ما شما را می‌بریم', 'fa.provider.we-take', 3],
        ['پرداخت بعد از رسیدن', 'fa.guarantee.pay-after', 3],
        ['حرکت هر جمعه', 'fa.departure.weekly', 2],
      ],
    }),
  },
  {
    id: 'seeker-fr',
    lane: 'review',
    language: 'fr',
    sourceId: 'harbour-board',
    text: SEEKER_FR,
    openedAt: '2026-11-25T01:00:00.000Z',
    isCut: true,
    assessment: assessmentOf(SEEKER_FR, 'fr', {
      signals: [
        ['On nous prend', 'fr.provider.on-prend', 2],
        ['il reste des places', 'fr.departure.places', 2],
        ['le passage', 'fr.transport.passage', 2],
      ],
      counters: [['quelqu’un sait combien', 'fr.seeker.asks-price', 4]],
    }),
  },
  {
    id: 'tricks',
    lane: 'review',
    language: 'und',
    sourceId: 'market-square',
    text: TRICKS,
    openedAt: '2026-11-25T01:30:00.000Z',
    assessment: assessmentOf(TRICKS, 'und', { signals: [['We take', 'en.provider.we-take', 3]] }),
  },
  {
    id: 'distress-en',
    lane: 'protect',
    language: 'en',
    sourceId: 'harbour-board',
    text: DISTRESS_EN,
    openedAt: '2026-11-25T01:40:00.000Z',
    publishedAt: '2026-11-25T01:38:00.000Z',
    assessment: assessmentOf(DISTRESS_EN, 'en', {
      lane: 'protect',
      signals: [
        ['water comes in', 'en.distress.taking-water', 0],
        ['send help', 'en.distress.help', 0],
      ],
    }),
  },
];

/** What the fictional release says about its rules; one is missing on purpose. */
export function demoRule(id: string): RuleInfo | undefined {
  if (id === 'en.guarantee.safe') return undefined;
  const [language = '', category = '', slug = ''] = id.split('.');
  return {
    title: `${slug.replaceAll('-', ' ')} (${language})`,
    gloss: {
      en: `Words of the kind "${category}" as they stand in offers.`,
      fr: `Mots du type « ${category} ».`,
    },
    benign: 'A bus company or a removal firm writes the same.',
    evidence: language === 'fr' ? 'needs-native-review' : 'attested',
  };
}

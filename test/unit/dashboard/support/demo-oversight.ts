import type {
  AuthorisationDate,
  ReadRegistry,
  RegisteredRule,
} from '../../../../dashboard/wire-oversight.ts';
import type { ReportDuty } from '../../../../queue/report/index.ts';
import type { TellingCounts } from '../../../../queue/telling/index.ts';

export const DEMO_AUTHORISATIONS: readonly AuthorisationDate[] = [
  { sourceId: 'board', kind: 'soon', field: 'expiresOn', day: '2026-12-20' },
  { sourceId: 'channel', kind: 'gap', field: 'reviewBy', day: '2026-11-20' },
  { sourceId: 'file-import', kind: 'placeholder' },
];

/** One report overdue and made, one not made and in time, one published. */
export const DEMO_REPORT_DUTY: ReportDuty = {
  every: 'quarter',
  owed: [
    { period: '2026-Q2', dueOn: '2026-08-29', daysOverdue: 88, stage: 'made' },
    { period: '2026-Q3', dueOn: '2026-11-29', daysOverdue: 0, stage: 'none' },
  ],
  next: { period: '2026-Q4', dueOn: '2027-03-01' },
  published: [{ period: '2026-Q1', publishedAt: '2026-05-20T09:00:00.000Z' }],
};

/** A review that is overdue by three days, and one duty that is in time. */
export const DEMO_TELLINGS: TellingCounts = {
  ...{ open: 1, delayed: 1, unreachable: 0, waiting: 0 },
  overdue: [{ number: 4, dueOn: '2026-11-22', isReview: true, daysOverdue: 3 }],
};

/** Bait in two languages, and one search for carriers. */
export const DEMO_SIGNS = [
  { month: '2026-11', sign: 'offer-and-distress', language: 'ar', count: 7 },
  { month: '2026-11', sign: 'offer-and-distress', language: 'fr', count: 2 },
  { month: '2026-10', sign: 'hires-carriers', language: 'en', count: 1 },
] as const;

const RULE: RegisteredRule = {
  id: 'en.provider.we-take',
  title: 'Says that they take people across',
  status: 'live',
  languages: ['en'],
  category: 'provider',
  effect: 'for',
  weight: 4,
  purpose: {
    en: 'Somebody says that they take people over a border.',
    ar: 'أحد يقول إنه يعبّر الناس الحدود.',
  },
  benign: 'Bus companies and ferries say the same.',
  knownFalsePositives: [],
  rationale: 'Who provides says so in the first person.',
  evidence: 'attested',
  author: 'vigie',
  reviewed: '2026-11-01',
  sources: ['https://report.example/2025'],
  tests: { match: 3, reject: 4 },
  withheld: 5,
};

/** A registry of three rules, one of each effect. */
export const DEMO_REGISTRY: ReadRegistry = {
  registry: {
    release: 'ca18014b16b07b94',
    digest: 'ca18014b16b07b94'.repeat(4),
    createdOn: '2026-11-20',
    approvedBy: ['ada', 'bo'],
    inForce: [
      {
        release: 'ca18014b16b07b94',
        digest: 'ca18014b16b07b94'.repeat(4),
        since: '2026-11-21T08:00:00.000Z',
        approvedBy: ['ann', 'ben'],
        returned: 'unsigned',
      },
      {
        release: null,
        digest: '0123456789abcdef'.repeat(4),
        since: '2026-11-20T08:00:00.000Z',
        approvedBy: [],
        returned: null,
      },
    ],
    holds: [],
    changes: [{ what: 'en.provider.we-take', how: 'changed', author: 'vigie' }],
    gate: {
      threshold: 10,
      plainThreshold: 8,
      terseThreshold: 7,
      disputedThreshold: 16,
      protectionThreshold: 14,
      kinds: 2,
    },
    rules: [
      RULE,
      {
        ...RULE,
        id: 'en.seeker.asks',
        title: 'Asks whether somebody knows a way',
        category: 'seeker',
        effect: 'against',
        weight: 3,
        purpose: { en: 'Somebody asks for help or advice on a way.' },
      },
      {
        ...RULE,
        id: 'shared.distress.no-engine',
        title: 'A boat without an engine',
        languages: 'all',
        category: 'distress',
        effect: 'protects',
        weight: 0,
        purpose: { en: 'People at sea call for help.' },
      },
    ],
    vocabulary: [
      { language: 'en', withheld: 812, isChecked: true },
      { language: 'ar', withheld: 640, isChecked: false },
    ],
    withheld: 827,
  },
  termsOf: (rule) => (rule === RULE.id ? ['we take you', '@border', 'we carry*'] : []),
};

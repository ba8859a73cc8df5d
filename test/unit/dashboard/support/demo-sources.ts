import type { DryRun, SourceHealth } from '../../../../queue/contracts/index.ts';

const WELL: SourceHealth = {
  id: 'harbour-board',
  name: 'Harbour board',
  kind: 'html',
  isEnabled: true,
  state: 'ok',
  reason: null,
  message: null,
  lastRoundAt: '2026-11-25T01:50:00.000Z',
  lastOkAt: '2026-11-25T01:50:00.000Z',
  lastYieldAt: '2026-11-25T01:20:00.000Z',
  lastNew: 0,
  headPosts: 20,
  headExpected: 10,
  refusals: {},
  failures: { deadline: 2 },
  robots: { verdict: 'allowed', sha256: 'ab'.repeat(32), checkedAt: '2026-11-25T01:50:00.000Z' },
  everySeconds: 900,
  nextDueAt: '2026-11-25T02:05:00.000Z',
  backfillPages: 12,
};

/** A well source, one that shows a captcha, one never collected, and one switched off, with names in two directions. */
export const DEMO_SOURCES: readonly SourceHealth[] = [
  WELL,
  {
    ...WELL,
    id: 'market-square',
    name: 'ساحة السوق',
    state: 'blocked',
    reason: 'captcha',
    message: 'market.example shows a captcha instead of posts; Vigie never works around one',
    refusals: { captcha: 3, 'http-429': 1, 'an-unknown-reason': 1 },
    robots: { verdict: 'none', sha256: null, checkedAt: '2026-11-25T01:50:00.000Z' },
    backfillPages: 0,
  },
  {
    ...WELL,
    id: 'new-feed',
    name: 'A new feed "with quotes"',
    kind: 'feed',
    state: 'new',
    lastRoundAt: null,
    lastOkAt: null,
    lastYieldAt: null,
    lastNew: null,
    headPosts: null,
    headExpected: null,
    robots: null,
    everySeconds: null,
    nextDueAt: null,
    backfillPages: 0,
  },
  { ...WELL, id: 'old-board', name: 'Old board', isEnabled: false },
];

export const DEMO_DRY_RUN: DryRun = {
  sourceId: 'harbour-board',
  state: 'ok',
  reason: null,
  message: null,
  robots: { verdict: 'allowed', sha256: 'ab'.repeat(32) },
  pages: 2,
  hasMore: true,
  found: 2,
  posts: [
    { text: 'The market opens at nine \u202Eemoh\u202C <b>x</b>', language: 'en', publishedAt: null },
    { text: 'يفتح السوق في التاسعة', language: 'ar', publishedAt: '2026-11-25T01:20:00.000Z' },
  ],
};

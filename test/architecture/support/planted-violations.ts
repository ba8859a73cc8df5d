/** A small tree in which every boundary rule is broken, and what breaks it: rule, importing file, imported file. */
export const PLANTED: readonly (readonly [rule: string, from: string, to: string])[] = [
  ['rules-import-no-room', 'rules/text/stored.ts', 'queue/storage/index.ts'],
  ['queue-imports-no-room', 'queue/review/scored.ts', 'rules/index.ts'],
  ['workers-never-import-dashboard', 'workers/handlers/shown.ts', 'dashboard/app.ts'],
  ['dashboard-never-imports-workers', 'dashboard/routes/collected.ts', 'workers/context.ts'],
  ['nothing-imports-bin', 'workers/handlers/commanded.ts', 'bin/cli/main.ts'],
  ['nothing-imports-test', 'queue/log/faked.ts', 'test/support/fake.ts'],
  ['rules-through-their-door', 'workers/handlers/deep.ts', 'rules/text/fold.ts'],
  ['queue-through-its-doors', 'dashboard/routes/deep.ts', 'queue/storage/posts.ts'],
  ['web-stays-in-the-browser', 'dashboard/routes/rendered.ts', 'dashboard/web/page.ts'],
  ['web-imports-shapes-only', 'dashboard/web/served.ts', 'dashboard/app.ts'],
  ['queue-store-behind-transport', 'workers/handlers/queued.ts', 'bullmq'],
  ['database-drivers-behind-storage', 'queue/log/driven.ts', 'pg'],
  ['queries-inside-the-queue', 'workers/handlers/queried.ts', 'kysely'],
  ['handles-only-where-passed-on', 'dashboard/routes/handled.ts', 'kysely'],
  ['browser-behind-fetch', 'workers/sources/browsed.ts', 'playwright-core'],
  ['natural-in-rules-only', 'workers/sources/worded.ts', 'natural/lib/natural/tokenizers/index.js'],
  ['natural-by-subpath', 'rules/text/worded.ts', 'natural'],
  ['engine-has-no-effects', 'rules/match/reading.ts', 'node:fs'],
  ['no-circular', 'queue/jobs/first.ts', 'queue/jobs/second.ts'],
  ['no-dev-packages-in-shipped-code', 'workers/fetch/developed.ts', 'tsx'],
  ['no-undeclared-packages', 'workers/fetch/undeclared.ts', 'left-pad'],
  ['no-unresolvable', 'workers/fetch/lost.ts', 'workers/fetch/gone.ts'],
];

/** Closes the circle, which is reported once and from its other end. */
export const BACK = ['queue/jobs/second.ts', 'queue/jobs/first.ts'] as const;

export const ORPHAN = ['no-orphans', 'queue/runtime/forgotten.ts'] as const;

/** Where a planted package keeps its main file. */
export const PACKAGES: Readonly<Record<string, string>> = {
  bullmq: 'index.js',
  pg: 'index.js',
  kysely: 'index.js',
  'playwright-core': 'index.js',
  natural: 'lib/natural/index.js',
  'natural/lib/natural/tokenizers': 'index.js',
  tsx: 'index.js',
  'left-pad': 'index.js',
};

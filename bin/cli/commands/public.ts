import { join } from 'node:path';
import { createPublicApp } from '../../../dashboard/public/app.ts';
import type { PublicContext, PublicStore } from '../../../dashboard/public/context.ts';
import { listenWith } from '../../../dashboard/serve.ts';
import { SYSTEM_CLOCK } from '../../../queue/runtime/clock.ts';
import type { Config } from '../../../queue/runtime/config.ts';
import { AppError } from '../../../queue/runtime/errors.ts';
import { Lifecycle } from '../../../queue/runtime/lifecycle.ts';
import { createLogger } from '../../../queue/runtime/logger.ts';
import {
  type Database,
  excessRights,
  insertContest,
  insertReport,
  openDatabase,
  readPublicFacts,
  readPublished,
  readReceipt,
} from '../../../queue/storage/index.ts';
import { newIdentity, recipientOf } from '../../../queue/vault/index.ts';
import { createScorer } from '../../../rules/index.ts';
import { EXIT } from '../exit.ts';
import { configFrom, type SharedOptions } from '../program.ts';
import { readPublicConfig } from '../public-config.ts';
import { readPublishedReports } from '../published-reports.ts';
import { readRules } from '../rule-set.ts';
import { say } from '../terminal.ts';
import { untilSignal } from '../until-signal.ts';

export interface PublicOptions extends SharedOptions {
  readonly demo?: boolean;
  readonly port?: number;
}

/** The public pages, until a signal. This process has no vault key, and no right to read what it writes. */
export async function servePublicPages(options: PublicOptions): Promise<number> {
  const { port, ...shared } = options;
  const config = configFrom(shared);
  const isDemo = options.demo === true;
  const logger = createLogger(config.logLevel);
  const lifecycle = new Lifecycle(logger);
  try {
    const pages = await readPublicConfig(config.configDir, !isDemo, SYSTEM_CLOCK.now());
    const keys = isDemo || pages.keys === undefined ? await passingKeys() : pages.keys;
    const database = await openForPublic(config);
    lifecycle.onClose('records', () => database.close());
    const store = storeOn(database);
    await store.facts();
    const published = readPublishedReports(
      join(config.configDir, 'published'),
      await readPublished(database.db),
    );
    for (const fault of published.faults) logger.warn({}, fault);
    const rules = await readRules(config);
    const scorer = createScorer(rules.compiled, { release: rules.release });
    const context: PublicContext = {
      store,
      config: pages,
      keys,
      published: published.reports,
      assess: (text) => scorer.score({ text }),
      clock: SYSTEM_CLOCK,
      logger,
      isDemo,
    };
    const app = createPublicApp(context);
    const server = await listenWith(
      (request) => app.fetch(request),
      config.publicHost,
      port ?? config.publicPort,
      REPORT_MS,
    );
    lifecycle.onClose('public pages', () => server.close());
    const stopped = untilSignal(lifecycle, logger);
    say(`public is ready: ${server.url}`);
    if (isDemo) say('Every contact is invented, and nobody can open what is sent.');
    await stopped;
    return EXIT.done;
  } finally {
    await lifecycle.close();
  }
}

/** A report with 12 MiB of pictures takes some minutes over an onion service or a telephone, milliseconds. */
const REPORT_MS = 300_000;

/** Keys whose private halves nobody keeps: a demonstration takes reports that cannot be read. */
async function passingKeys(): Promise<PublicContext['keys']> {
  return { reports: await recipientOf(await newIdentity()), contact: await recipientOf(await newIdentity()) };
}

/**
 * On PostgreSQL as a role that may insert into two tables and read none. The embedded default knows no roles: there the
 * pages work through the process that owns the directory, and nothing but this program keeps them from the rest.
 * @throws AppError `usage.invalid` without either, `config.public` for a role with more rights
 */
async function openForPublic(config: Config): Promise<Database> {
  if (config.publicDatabaseUrl !== undefined) {
    const database = await openDatabase({ kind: 'server', url: config.publicDatabaseUrl, maxConnections: 4 });
    const excess = await excessRights(database.db);
    if (excess.length === 0) return database;
    await database.close();
    throw new AppError(
      'config.public',
      `expected a role that may insert into vigie.contests and vigie.reports and nothing else at ` +
        `VIGIE_PUBLIC_DATABASE_URL, found one with ${excess.slice(0, 5).join(', ')}` +
        `${excess.length > 5 ? ` and ${excess.length - 5} more` : ''}; ` +
        'make a role of its own and run vigie migrate --public-role ROLE',
    );
  }
  if (config.profile === 'production') {
    throw new AppError(
      'usage.invalid',
      'expected VIGIE_PUBLIC_DATABASE_URL for the public pages, found none; they never use VIGIE_DATABASE_URL',
    );
  }
  const database = await openDatabase({
    kind: 'embedded',
    directory: config.dataDir,
    command: 'public',
    mayUseOwner: true,
    mustExist: true,
  });
  if (database.reach === 'through-owner') return database;
  await database.close();
  throw new AppError(
    'usage.invalid',
    `expected vigie start to run on ${config.dataDir}, found nobody; start it first, or give VIGIE_PUBLIC_DATABASE_URL`,
  );
}

function storeOn({ db }: Database): PublicStore {
  return {
    facts: () => readPublicFacts(db),
    addContest: (one) => insertContest(db, one),
    addReport: (one) => insertReport(db, one),
    receipt: (hash) => readReceipt(db, hash),
  };
}

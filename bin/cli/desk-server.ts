import { join } from 'node:path';
import { createApp } from '../../dashboard/app.ts';
import { type RunningDashboard, serveDashboard } from '../../dashboard/serve.ts';
import { createDesk } from '../../queue/review/index.ts';
import { SYSTEM_CLOCK } from '../../queue/runtime/clock.ts';
import type { Config } from '../../queue/runtime/config.ts';
import { messageOf } from '../../queue/runtime/errors.ts';
import type { Logger } from '../../queue/runtime/logger.ts';
import { projectRoot } from '../../queue/runtime/thread-entry.ts';
import { readSourceHealth, readStatus } from '../../queue/storage/index.ts';
import type { JobQueue } from '../../queue/transport/index.ts';
import { createScorer, type Scorer } from '../../rules/index.ts';
import type { Records } from './records.ts';
import type { RuleSet } from './rule-set.ts';
import type { TrySource } from './try-source.ts';
import { withDeadline } from './with-deadline.ts';

export interface DeskServerOptions {
  readonly config: Config;
  readonly records: Records;
  readonly rules: RuleSet;
  readonly queue: JobQueue;
  readonly logger: Logger;
  readonly isDemo: boolean;
  readonly trySource: TrySource;
}

/** Serves the dashboard; ready means that the records and the queue's store both answer. */
export async function serveDesk({
  config,
  records,
  rules,
  queue,
  logger,
  isDemo,
  trySource,
}: DeskServerOptions): Promise<RunningDashboard> {
  const { desk: db } = records.database;
  let scorer: Scorer | undefined;
  const app = createApp({
    desk: createDesk({ db, vault: records.vault, clock: SYSTEM_CLOCK }),
    status: () => readStatus(db),
    sources: () => readSourceHealth(db),
    trySource,
    health: async () => {
      const checks = await Promise.all([
        reasonUnless('records', () => readStatus(db)),
        reasonUnless('queue', () => queue.ping()),
      ]);
      const reasons = checks.flatMap((reason) => reason ?? []);
      return { live: true, ready: reasons.length === 0, reasons };
    },
    rule: (id) => rules.compiled.texts.get(id),
    assess: (text) => {
      // Made when somebody first tries a text: most dashboards never do.
      scorer ??= createScorer(rules.compiled, { release: rules.release });
      return scorer.score({ text });
    },
    // Until accounts exist there is one local reviewer; the address is loopback only.
    actor: isDemo ? 'reviewer:demo' : 'reviewer:local',
    webDir: join(projectRoot(), 'dist', 'web'),
    logger,
    isDemo,
  });
  return serveDashboard(app, {
    host: config.host,
    port: config.port,
    isBehindContainer: config.isBehindContainer,
  });
}

async function reasonUnless(part: string, check: () => Promise<unknown>): Promise<string | undefined> {
  try {
    await withDeadline(check(), 900);
    return undefined;
  } catch (error) {
    return `${part}: ${messageOf(error)}`;
  }
}

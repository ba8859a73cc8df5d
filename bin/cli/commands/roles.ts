import { AppError } from '../../../queue/runtime/errors.ts';
import { Lifecycle } from '../../../queue/runtime/lifecycle.ts';
import { createLogger } from '../../../queue/runtime/logger.ts';
import { serveDesk } from '../desk-server.ts';
import { startEngine } from '../engine.ts';
import { EXIT } from '../exit.ts';
import { printSetupLink } from '../people.ts';
import { configFrom } from '../program.ts';
import { openQueue } from '../queue-store.ts';
import { openRecords } from '../records.ts';
import { readRules } from '../rule-set.ts';
import { readSources } from '../source-set.ts';
import { say } from '../terminal.ts';
import { lazySourceTrier } from '../try-source.ts';
import { untilSignal } from '../until-signal.ts';

export type Role = 'worker' | 'scheduler' | 'dashboard';

/** One of the production processes, until a signal. */
export async function runRole(role: Role): Promise<number> {
  const config = configFrom({});
  if (config.profile === 'embedded') {
    throw new AppError(
      'usage.invalid',
      `expected VIGIE_DATABASE_URL and VIGIE_REDIS_URL for ${role}, found neither; on the embedded default run vigie start`,
    );
  }
  const logger = createLogger(config.logLevel);
  const lifecycle = new Lifecycle(logger);
  try {
    const records = await openRecords(config, { command: role, mayUseOwner: false, kind: 'real' });
    lifecycle.onClose('records', () => records.close());
    let ready = `${role} is ready`;
    let url: string | undefined;
    if (role === 'dashboard') {
      const rules = await readRules(config);
      const queue = await openQueue(config, records.database, logger);
      lifecycle.onClose('queue', () => queue.close());
      const trySource = lazySourceTrier(config, records, logger, lifecycle);
      const dashboard = await serveDesk({
        ...{ records, rules, queue, logger, trySource, lifecycle },
        sources: () => readSources(config),
      });
      lifecycle.onClose('dashboard', () => dashboard.close());
      url = dashboard.url;
      ready = `${ready}: ${url}`;
    } else {
      await startEngine(records, await readSources(config), logger, lifecycle, {
        ...(role === 'worker' ? { rules: await readRules(config) } : {}),
        scheduler: role === 'scheduler',
      });
    }
    // Before it says that it is ready: who reads that may stop it at once.
    const stopped = untilSignal(lifecycle, logger);
    say(ready);
    if (url !== undefined) await printSetupLink(records, config.publicOrigin ?? url);
    await stopped;
    return EXIT.done;
  } finally {
    await lifecycle.close();
  }
}

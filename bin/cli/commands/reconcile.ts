import { sequence } from '../../../queue/log/index.ts';
import { AppError } from '../../../queue/runtime/errors.ts';
import { createLogger } from '../../../queue/runtime/logger.ts';
import { reconcile, relayOnce } from '../../../queue/transport/index.ts';
import { EXIT } from '../exit.ts';
import { operatorId } from '../operator.ts';
import type { SharedOptions } from '../program.ts';
import { openQueue } from '../queue-store.ts';
import { say, sayJson } from '../terminal.ts';
import { withDeadline } from '../with-deadline.ts';
import { withRecords } from '../with-records.ts';

/** A store that is away is asked again for ever by its client; a command gives up, ms. */
const PING_MS = 5000;

export async function runReconcile(options: SharedOptions): Promise<number> {
  return withRecords(options, 'reconcile', async (records) => {
    const { database, config } = records;
    const { db } = database;
    const queue = await openQueue(config, database, createLogger(config.logLevel));
    try {
      await withDeadline(queue.ping(), PING_MS).catch((error: unknown) => {
        throw new AppError(
          'queue.unavailable',
          'expected the queue store to answer; check VIGIE_REDIS_URL and the server',
          {},
          { cause: error },
        );
      });
      await relayOnce(db, queue);
      const done = await reconcile(db, queue, { actor: operatorId(), now: new Date(), minAgeMs: 0 });
      await relayOnce(db, queue);
      await sequence(db, records.vault);
      if (options.json) sayJson(done);
      else
        say(
          `${done.jobs} job(s) put back for ${done.posts} post(s); ${done.pending} post(s) already had theirs, ${done.quarantined} given up`,
        );
      return EXIT.done;
    } finally {
      await queue.close();
    }
  });
}

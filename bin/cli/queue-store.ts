import type { Config } from '../../queue/runtime/config.ts';
import type { Logger } from '../../queue/runtime/logger.ts';
import type { Database } from '../../queue/storage/index.ts';
import { createJobQueue, type JobQueue, postgresBackend, redisBackend } from '../../queue/transport/index.ts';

/** The queue's store of this configuration: Redis, or the embedded database itself. */
export async function openQueue(config: Config, database: Database, logger: Logger): Promise<JobQueue> {
  const backend =
    config.redisUrl === undefined ? await postgresBackend(database.pool) : redisBackend(config.redisUrl);
  return createJobQueue(backend, logger);
}

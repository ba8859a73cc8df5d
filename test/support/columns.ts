import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { type Logger, SILENT_LOGGER } from '../../queue/runtime/logger.ts';
import { type Database, openDatabase } from '../../queue/storage/index.ts';
import { createJobQueue, type JobQueue, postgresBackend, redisBackend } from '../../queue/transport/index.ts';
import { dumpSchema } from './dump-schema.ts';
import { freshRecords, openMemoryRecords, unpackRecords } from './migrated-cluster.ts';
import { createMigrated } from './migrated-template.ts';
import { resetRecords } from './reset-records.ts';

/** The two columns of the table of real parts: every suite that touches records or queue runs on both. */
export type ColumnName = 'embedded' | 'production';

export interface Column {
  readonly name: ColumnName;
  readonly database: Database;
  readonly queue: JobQueue;
  /** Environment for a process that works on the same records and queue. */
  readonly env: Readonly<Record<string, string>>;
  /** Data directory of the embedded column; a folder for the vault key on the other. */
  readonly directory: string;
  /** Empties records and queue: as good as a fresh column, and far quicker. */
  reset(): Promise<void>;
  /** Empties the queue's store and leaves the records. */
  emptyQueue(): Promise<void>;
  /** Everything the queue's store holds, as text. */
  dumpQueue(): Promise<string>;
  close(): Promise<void>;
}

const REDIS_URL = process.env.VIGIE_TEST_REDIS_URL;
const DATABASE_URL = process.env.VIGIE_TEST_DATABASE_URL;

/** Columns that can run here; the runner says what is left out and how to run it. */
export const COLUMNS: readonly ColumnName[] =
  REDIS_URL !== undefined && DATABASE_URL !== undefined ? ['embedded', 'production'] : ['embedded'];

export interface ColumnOptions {
  /** `memory` starts faster; `directory` survives the process. @defaultValue 'memory' */
  readonly embedded?: 'memory' | 'directory';
  readonly logger?: Logger;
}

/** Opens fresh, migrated records and an empty queue. */
export async function openColumn(name: ColumnName, options: ColumnOptions = {}): Promise<Column> {
  const directory = mkdtempSync(join(tmpdir(), 'vigie-test-'));
  const logger = options.logger ?? SILENT_LOGGER;
  return name === 'embedded'
    ? openEmbedded(directory, options.embedded ?? 'memory', logger)
    : openProduction(directory, logger);
}

async function openEmbedded(
  directory: string,
  where: 'memory' | 'directory',
  logger: Logger,
): Promise<Column> {
  const database = await (where === 'memory' ? openMemoryRecords() : openRecordsIn(directory));
  const fresh = await freshRecords();
  const queue = createJobQueue(await postgresBackend(database.pool), logger);
  const emptyQueue = async () => {
    await database.pool.query('truncate bullmq.job, bullmq.event, bullmq.job_log, bullmq.job_dependency');
  };
  return {
    name: 'embedded',
    database,
    queue,
    directory,
    env: { VIGIE_DATA_DIR: directory },
    async reset() {
      await resetRecords(database.db, fresh);
      await emptyQueue();
    },
    emptyQueue,
    dumpQueue: () => dumpSchema('bullmq', async (text) => (await database.pool.query(text)).rows),
    async close() {
      await queue.close();
      await database.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

async function openRecordsIn(directory: string): Promise<Database> {
  await unpackRecords(directory);
  return openDatabase({ kind: 'embedded', directory, command: 'test', mayUseOwner: false });
}

async function openProduction(directory: string, logger: Logger): Promise<Column> {
  const created = await createMigrated();
  const redisUrl = await freeRedisDatabase();
  const database = await openDatabase({ kind: 'server', url: created.url });
  const queue = createJobQueue(redisBackend(redisUrl), logger);
  return {
    name: 'production',
    database,
    queue,
    directory,
    env: {
      VIGIE_DATABASE_URL: created.url,
      VIGIE_REDIS_URL: redisUrl,
      VIGIE_VAULT_KEY_FILE: join(directory, 'vault.key'),
    },
    async reset() {
      await resetRecords(database.db, created.fresh);
      await emptyRedis(redisUrl);
    },
    emptyQueue: () => emptyRedis(redisUrl),
    dumpQueue: () => withRedis(redisUrl, dumpRedis),
    async close() {
      await queue.close();
      await database.close();
      await withRedis(redisUrl, async (redis) => void (await redis.flushdb()));
      await created.drop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

const TAKEN = 'vigie-test-taken';

/** As a lost Redis comes back: empty. Only the mark that this file has the numbered database stays. */
export async function emptyRedis(url: string): Promise<void> {
  await withRedis(url, (redis) => redis.multi().flushdb().set(TAKEN, String(process.pid), 'EX', 1800).exec());
}

/** Test files run side by side: each takes one of Redis's sixteen numbered databases and marks it as taken. */
export async function freeRedisDatabase(): Promise<string> {
  for (let number = 1; number < 16; number += 1) {
    const url = new URL(REDIS_URL ?? '');
    url.pathname = `/${number}`;
    const isMine = await withRedis(url.href, async (redis) => {
      return (await redis.set(TAKEN, String(process.pid), 'EX', 1800, 'NX')) === 'OK';
    });
    if (isMine) return url.href;
  }
  throw new Error('expected a free numbered database of the test Redis, found all taken; flush it');
}

export async function withRedis<T>(url: string, use: (redis: Redis) => Promise<T>): Promise<T> {
  const redis = new Redis(url, { lazyConnect: true, maxRetriesPerRequest: 3 });
  await redis.connect();
  try {
    return await use(redis);
  } finally {
    redis.disconnect();
  }
}

async function dumpRedis(redis: Redis): Promise<string> {
  const out: unknown[] = [];
  for (const key of await redis.keys('*')) {
    const type = await redis.type(key);
    const read: Record<string, () => Promise<unknown>> = {
      string: () => redis.get(key),
      hash: () => redis.hgetall(key),
      list: () => redis.lrange(key, 0, -1),
      set: () => redis.smembers(key),
      zset: () => redis.zrange(key, 0, '-1', 'WITHSCORES'),
      stream: () => redis.xrange(key, '-', '+'),
    };
    out.push([key, await read[type]?.()]);
  }
  return JSON.stringify(out);
}

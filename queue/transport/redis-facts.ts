import { Redis } from 'ioredis';

export interface RedisFacts {
  readonly version: string;
  readonly appendOnly: boolean;
  readonly policy: string;
}

/** What decides whether Redis keeps what it acknowledged: without AOF a killed server loses every job. */
export async function readRedisFacts(url: string): Promise<RedisFacts> {
  const redis = new Redis(url, { lazyConnect: true, maxRetriesPerRequest: 1, retryStrategy: () => null });
  redis.on('error', () => undefined);
  try {
    await redis.connect();
    const info = await redis.info();
    const of = (name: string) => new RegExp(`^${name}:(.*)$`, 'm').exec(info)?.[1]?.trim() ?? '';
    return {
      version: of('redis_version'),
      appendOnly: of('aof_enabled') === '1',
      policy: of('maxmemory_policy'),
    };
  } finally {
    redis.disconnect();
  }
}

import { Redis } from 'ioredis';

export interface RedisFacts {
  readonly version: string;
  readonly appendOnly: boolean;
  readonly policy: string;
}

/** What decides whether Redis keeps what it acknowledged: without AOF a killed server loses every job. */
export async function readRedisFacts(url: string): Promise<RedisFacts> {
  const redis = new Redis(url, { lazyConnect: true, maxRetriesPerRequest: 1, retryStrategy: () => null });
  let reason: Error | undefined;
  redis.on('error', (error) => {
    reason = error;
  });
  try {
    await redis.connect();
    const info = await redis.info();
    const of = (name: string) => new RegExp(`^${name}:(.*)$`, 'm').exec(info)?.[1]?.trim() ?? '';
    return {
      version: of('redis_version'),
      appendOnly: of('aof_enabled') === '1',
      policy: of('maxmemory_policy'),
    };
  } catch (error) {
    // Whoever waits for the connection hears only that it is closed.
    throw reason ?? error;
  } finally {
    redis.disconnect();
  }
}

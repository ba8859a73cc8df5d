import { randomBytes } from 'node:crypto';
import { Redis } from 'ioredis';
import { withClient } from '../../support/with-client.ts';

/** A fresh database with its two roles, and a numbered Redis database of our own, on the servers given. */
export interface Stores {
  readonly ownerUrl: string;
  readonly appUrl: string;
  readonly appRole: string;
  readonly redisUrl: string;
  close(): Promise<void>;
}

export async function openStores(databaseUrl: string, redisUrl: string): Promise<Stores> {
  const redis = await takeRedisDatabase(redisUrl);
  const name = `vigie_test_${randomBytes(6).toString('hex')}`;
  const [owner, app] = [`${name}_owner`, `${name}_app`];
  const [ownerPassword, appPassword] = [randomBytes(16).toString('hex'), randomBytes(16).toString('hex')];
  // What config/postgres/make-roles.sh does in the container.
  await withClient(databaseUrl, async (client) => {
    await client.query(`create role ${owner} login password '${ownerPassword}'`);
    await client.query(`create role ${app} login password '${appPassword}'`);
    await client.query(`create database ${name} owner ${owner}`);
    await client.query(`revoke all on database ${name} from public`);
    await client.query(`grant connect on database ${name} to ${app}`);
  });
  return {
    ownerUrl: addressOf(databaseUrl, name, owner, ownerPassword),
    appUrl: addressOf(databaseUrl, name, app, appPassword),
    appRole: app,
    redisUrl: redis.url,
    async close() {
      await redis.release();
      await withClient(databaseUrl, async (client) => {
        await client.query(`drop database if exists ${name} with (force)`);
        await client.query(`drop role if exists ${app}, ${owner}`);
      });
    },
  };
}

function addressOf(serverUrl: string, database: string, user: string, password: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  url.username = user;
  url.password = password;
  return url.href;
}

/** Test files run side by side: each marks one of the sixteen numbered databases as taken. */
async function takeRedisDatabase(serverUrl: string): Promise<{ url: string; release(): Promise<void> }> {
  for (let number = 1; number < 16; number += 1) {
    const url = new URL(serverUrl);
    url.pathname = `/${number}`;
    const redis = new Redis(url.href, { maxRetriesPerRequest: 3 });
    if ((await redis.set('vigie-test-taken', String(process.pid), 'EX', 1800, 'NX')) === 'OK') {
      return {
        url: url.href,
        async release() {
          await redis.flushdb();
          redis.disconnect();
        },
      };
    }
    redis.disconnect();
  }
  throw new Error('expected a free numbered database of the test Redis, found all taken; flush it');
}

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openEvidence } from '../../../bin/cli/evidence.ts';
import { s3Store, sha256 } from '../../../queue/evidence/index.ts';
import { type S3Place, s3Client } from '../../../queue/evidence/s3-client.ts';
import { parseConfig } from '../../../queue/runtime/config.ts';
import { announceObjects, giveUpLeavings } from '../../../queue/storage/index.ts';
import { handleExpireTexts } from '../../../workers/handlers/expire.ts';
import { openColumn } from '../../support/columns.ts';
import { testEvidence } from '../../support/evidence.ts';
import { HAS_S3, newBucket, s3Environment } from '../../support/s3.ts';
import { scoreContext } from '../../support/scoring.ts';
import { until } from '../../support/until.ts';

const DAY_MS = 86_400_000;
const bytes = Buffer.from('an object');
const name = sha256(bytes);
const key = `${name.slice(0, 2)}/${name}`;
const lock = { mode: 'governance', days: 1 } as const;

/** A clock by which a lock of a day ends in so many milliseconds. */
const lockEndsIn = (ms: number) => ({ now: () => Date.now() - DAY_MS + ms });

describe.skipIf(!HAS_S3)('a store in an S3 bucket', () => {
  let place: S3Place;
  let locked: S3Place;
  beforeAll(async () => {
    place = await newBucket();
  });
  beforeEach(async () => {
    locked = await newBucket({ hasLock: true });
  });

  async function versions(where: S3Place): Promise<number> {
    const { body } = await s3Client(where)({ method: 'GET', query: { versions: '', prefix: key } });
    return body.toString().split('<VersionId>').length - 1;
  }

  it('EVI-09 is written to once, however many write at the same time', async () => {
    const stores = Array.from({ length: 8 }, () => s3Store(place, undefined));
    await Promise.all(stores.map((store) => store.put(name, bytes)));
    const first = await s3Client(place)({ method: 'HEAD', key });
    const over = await s3Client(place)({
      ...{ method: 'PUT', key, body: bytes, bodyHash: name },
      headers: { 'if-none-match': '*' },
    });
    expect(over.status).toBe(412);
    const after = await s3Client(place)({ method: 'HEAD', key });
    expect(after.headers['last-modified']).toBe(first.headers['last-modified']);
    await s3Store(place, undefined).remove(name);
  });

  it('EVI-09 where versions are kept, the same again makes no second one', async () => {
    const store = s3Store(locked, undefined);
    await store.put(name, bytes);
    await store.put(name, bytes);
    expect(await versions(locked)).toBe(1);
    await store.remove(name);
    expect(await versions(locked)).toBe(0);
  });

  it('EVI-09 takes only the bytes that the name says: the server checks them', async () => {
    const send = s3Client(place);
    const { status } = await send({ method: 'PUT', key, body: Buffer.from('an Object'), bodyHash: name });
    expect(status).toBe(400);
    expect(await s3Store(place, undefined).has(name)).toBe(false);
  });

  it('EVI-09 locks what it takes where the bucket can, and gives it up when the lock has ended', async () => {
    const store = s3Store(locked, lock, lockEndsIn(2500));
    expect(await store.faults()).toEqual([]);
    await store.put(name, bytes);
    const send = s3Client(locked);
    const { headers } = await send({ method: 'HEAD', key });
    expect(headers['x-amz-object-lock-mode']).toBe('GOVERNANCE');
    const ends = await store.remove(name);
    expect(ends?.getTime()).toBe(new Date(String(headers['x-amz-object-lock-retain-until-date'])).getTime());
    expect(await store.get(name)).toEqual(bytes);
    await until('the lock ends', async () => (await store.remove(name)) === null);
    expect(await store.has(name)).toBe(false);
    expect(await versions(locked)).toBe(0);
  });

  it('EVI-09 in compliance mode not even its owner removes it, by whatever right', async () => {
    const store = s3Store(locked, { mode: 'compliance', days: 1 }, lockEndsIn(3000));
    await store.put(name, bytes);
    const send = s3Client(locked);
    const versionId = String((await send({ method: 'HEAD', key })).headers['x-amz-version-id']);
    const forced = await send({
      ...{ method: 'DELETE', key, query: { versionId } },
      headers: { 'x-amz-bypass-governance-retention': 'true' },
    });
    expect(forced.status).toBe(403);
    expect(await store.get(name)).toEqual(bytes);
    await until('the lock ends', async () => (await store.remove(name)) === null);
  });

  it('lists more objects than come in one answer', async () => {
    const many = await newBucket();
    const store = s3Store(many, undefined);
    const objects = Array.from({ length: 1001 }, (_, number) => Buffer.from(`object ${number}`));
    for (let at = 0; at < objects.length; at += 50)
      await Promise.all(objects.slice(at, at + 50).map((one) => store.put(sha256(one), one)));
    const listed = new Set<string>();
    for await (const one of store.list()) listed.add(one.name);
    expect(listed).toEqual(new Set(objects.map(sha256)));
  });

  it('says what is wrong with its settings, with the words of the server', async () => {
    const wrongSecret = s3Store({ ...place, secretKey: 'wrong' }, undefined);
    await expect(wrongSecret.get(name)).rejects.toMatchObject({
      code: 'evidence.unreadable',
      message: expect.stringContaining('HTTP 403 SignatureDoesNotMatch'),
    });
    expect((await wrongSecret.faults())[0]).toContain('SignatureDoesNotMatch');
    const noBucket = s3Store({ ...place, bucket: 'vigie-nowhere' }, undefined);
    await expect(noBucket.get(name)).rejects.toMatchObject({
      message: expect.stringContaining('NoSuchBucket'),
    });
    // To HEAD the answer is the one that an object has which is not there.
    await expect(noBucket.has(name)).rejects.toMatchObject({
      code: 'evidence.unreadable',
      message: expect.stringContaining('NoSuchBucket'),
    });
    const noServer = s3Store({ ...place, endpoint: new URL('http://127.0.0.1:1') }, undefined);
    await expect(noServer.has(name)).rejects.toMatchObject({ code: 'evidence.unreadable' });
    await expect(noServer.put(name, bytes)).rejects.toMatchObject({ code: 'evidence.unwritable' });
    const noLock = s3Store(place, lock);
    expect((await noLock.faults())[0]).toContain('to have object lock, as VIGIE_S3_LOCK_MODE asks');
    await expect(noLock.put(name, bytes)).rejects.toMatchObject({ code: 'evidence.unwritable' });
  });

  it('says of a key that may read alone that nothing can be stored, and leaves nothing behind by asking', async () => {
    const closed = await newBucket();
    const store = s3Store(closed, undefined);
    expect(await store.faults()).toEqual([]);
    const resource = `arn:aws:s3:::${closed.bucket}/*`;
    const denied = { Effect: 'Deny', Principal: '*', Action: 's3:PutObject', Resource: resource };
    const policy = Buffer.from(JSON.stringify({ Version: '2012-10-17', Statement: [denied] }));
    const send = s3Client(closed);
    const set = { method: 'PUT', query: { policy: '' }, body: policy, bodyHash: sha256(policy) } as const;
    expect((await send(set)).status).toBeLessThan(300);
    expect(await store.faults()).toEqual([
      expect.stringMatching(
        /^expected to write to the evidence store at .*, but it answered HTTP 403 AccessDenied/,
      ),
    ]);
    const listed = await send({ method: 'GET', query: { 'list-type': '2' } });
    expect(listed.body.toString()).not.toContain('<Contents>');
  });

  it('keeps what is erased until its lock ends, and is asked again then and not before', async () => {
    const column = await openColumn('embedded');
    const store = s3Store(locked, lock, lockEndsIn(2500));
    const evidence = { ...testEvidence('unused'), store };
    const context = { ...scoreContext(column, { clock: { now: () => Date.now() } }), evidence };
    const expire = () => handleExpireTexts(context, { version: 1, dueAt: new Date().toISOString() });
    try {
      await announceObjects(context.db, [name], new Date(0));
      await store.put(name, bytes);
      await expire();
      expect(await store.has(name)).toBe(true);
      expect(await giveUpLeavings(context.db, new Date(), 10)).toEqual([]);
      const later = new Date(Date.now() + 2 * DAY_MS);
      expect(await giveUpLeavings(context.db, later, 10)).toEqual([name]);
      await until('the lock ends', async () => (await store.remove(name)) === null);
      await handleExpireTexts(context, { version: 1, dueAt: later.toISOString() });
      expect(await giveUpLeavings(context.db, later, 10)).toEqual([]);
    } finally {
      await column.close();
    }
  });

  it('is what the settings name, with their lock', async () => {
    const env = s3Environment(locked);
    const lockOf = { VIGIE_S3_LOCK_MODE: 'governance', VIGIE_S3_LOCK_DAYS: '30' };
    const { store } = openEvidence(parseConfig({ ...env, ...lockOf }));
    expect(store.place).toBe(`${locked.endpoint.origin}/${locked.bucket}`);
    await store.put(name, bytes);
    const days = ((await store.remove(name))?.getTime() ?? 0) - Date.now();
    expect(Math.round(days / DAY_MS)).toBe(30);
    expect(await store.faults()).toEqual([]);
  });
});

describe('requests of the S3 store', () => {
  async function answering<T>(
    answer: (request: IncomingMessage, response: ServerResponse) => void,
    use: (place: S3Place) => Promise<T>,
  ): Promise<T> {
    const server = createServer((request, response) =>
      request.resume().on('end', () => answer(request, response)),
    );
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const endpoint = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    const keys = { accessKey: 'id', secretKey: 'secret' };
    try {
      return await use({ endpoint, bucket: 'bucket', region: 'us-east-1', pathStyle: true, ...keys });
    } finally {
      server.closeAllConnections();
      server.close();
    }
  }

  it('do without the condition where a store says that it has none, having looked first', async () => {
    const asked: string[] = [];
    await answering(
      (request, response) => {
        const isConditional = request.headers['if-none-match'] !== undefined;
        asked.push(`${request.method} ${isConditional ? 'if new' : ''}`.trim());
        response.writeHead(request.method === 'HEAD' ? 404 : isConditional ? 501 : 200).end();
      },
      async (place) => s3Store(place, undefined).put(name, bytes),
    );
    expect(asked).toEqual(['HEAD', 'PUT if new', 'PUT']);
  });

  it('take the probe of a store that stores whatever it is sent back again', async () => {
    const asked: string[] = [];
    const faults = await answering(
      (request, response) => {
        asked.push(`${request.method} ${request.url?.split('?')[0]}`);
        response.writeHead(200).end();
      },
      async (place) => s3Store(place, undefined).faults(),
    );
    expect({ faults, asked }).toEqual({
      faults: [],
      asked: ['GET /bucket/', 'PUT /bucket/probe', 'DELETE /bucket/probe'],
    });
  });

  it('are made again when the store is busy', async () => {
    let asked = 0;
    const has = await answering(
      (_, response) => {
        asked += 1;
        response.writeHead(asked < 3 ? 503 : 200).end();
      },
      async (place) => s3Store(place, undefined).has(name),
    );
    expect({ has, asked }).toEqual({ has: true, asked: 3 });
  });

  it('that find an altered object and then no answer put nothing aside, and say so', async () => {
    const asked: string[] = [];
    await answering(
      (request, response) => {
        asked.push(request.method ?? '');
        response.writeHead(503).end();
      },
      async (place) =>
        await expect(s3Store(place, undefined).setAside(name)).rejects.toMatchObject({
          code: 'evidence.unreadable',
        }),
    );
    expect(new Set(asked)).toEqual(new Set(['GET']));
  });

  it('follow no redirect', async () => {
    let asked = 0;
    await answering(
      (_, response) => {
        asked += 1;
        response.writeHead(307, { location: '/elsewhere' }).end();
      },
      async (place) =>
        await expect(s3Store(place, undefined).get(name)).rejects.toMatchObject({
          code: 'evidence.unreadable',
          message: expect.stringContaining('HTTP 307'),
        }),
    );
    expect(asked).toBe(1);
  });

  it('go without TLS to no address outside the unit’s own network', async () => {
    const keys = {
      accessKey: 'id',
      secretKey: 'secret',
      bucket: 'bucket',
      region: 'us-east-1',
      pathStyle: true,
    };
    const store = s3Store({ endpoint: new URL('http://192.0.2.1:9000'), ...keys }, undefined);
    await expect(store.has(name)).rejects.toMatchObject({
      message: expect.stringContaining('192.0.2.1 is not of the unit'),
    });
  });
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CollectionRecord, missingRoles, type ObjectRole, Source } from '../../../queue/contracts/index.ts';
import { readObject } from '../../../queue/evidence/index.ts';
import { manualClock } from '../../../queue/runtime/clock.ts';
import { createLogger } from '../../../queue/runtime/logger.ts';
import { readArchive } from '../../../workers/bundle/verify/read-archive.ts';
import { handleLookAgain } from '../../../workers/evidence/look-again.ts';
import type { Collector } from '../../../workers/sources/index.ts';
import { common } from '../../fixtures/sources/adapter-case.ts';
import { body, type FixtureWeb, type Respond, startFixtureWeb } from '../../fixtures/sources/fixture-web.ts';
import { dumpRecords, expectNoCanary } from '../../support/canaries.ts';
import { type CaptureScene, captureScene } from '../../support/capturing.ts';
import { testCollector } from '../../support/collectors.ts';
import { COLUMNS, type Column, openColumn } from '../../support/columns.ts';
import { testEvidence, verifyWacz } from '../../support/evidence.ts';
import { readByWarcio } from '../../support/warcio-reader.ts';
import { hasPython } from '../../tooling/surroundings.mjs';

/** What may be found nowhere: the key as it lies in its file, its secret part, as it is sent, and what is issued for it. */
const KEY = 'zilpzalp-id:zilpzalp-secret';
const TOKEN = 'zilpzalp-token';
const CANARIES = [KEY, 'zilpzalp-secret', Buffer.from(KEY).toString('base64'), TOKEN];
const DAY_MS = 24 * 3_600_000;

const json = (value: unknown): Respond => body('application/json', JSON.stringify(value));

/** How one interface is asked for one post, and what it answers. */
interface Answering {
  readonly source: (origin: string, apiKeyFile: string) => Source;
  readonly permalink: (origin: string) => string;
  readonly text: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly there: unknown;
  readonly gone: readonly unknown[];
  /** Header that its key goes in; `null` where it has none. */
  readonly keyHeader: string | null;
}

const reddit = (list: string) => (origin: string, apiKeyFile: string) =>
  Source.parse({
    ...{ ...common(origin), kind: 'reddit', url: origin, list, apiKeyFile },
    tokenUrl: `${origin}/api/v1/access_token`,
  });
const youtube = (origin: string, apiKeyFile: string) =>
  Source.parse({ ...common(origin), kind: 'youtube', url: origin, list: 'comments/v1', apiKeyFile });
const listing = (kind: string, data: object | null) => ({
  kind: 'Listing',
  data: { after: null, children: data === null ? [] : [{ kind, data }] },
});
const blueskyPost = (labels: object[] = []) => ({
  uri: 'at://did:plc:x/app.bsky.feed.post/3k',
  author: { did: 'did:plc:x', handle: 'invented.example', labels },
  record: { text: '[review] seats on the stream' },
});

const ANSWERS: Readonly<Record<string, Answering>> = {
  'a post of Reddit': {
    source: reddit('new/travel'),
    permalink: () => 'https://www.reddit.com/r/travel/comments/abc/seats_on_a_boat/',
    text: '[review] seats\n\non a boat, with a "quote" & more',
    path: '/r/travel/api/info',
    query: { id: 't3_abc', raw_json: '1' },
    there: listing('t3', {
      ...{ name: 't3_abc', title: '[review] seats', selftext: 'on a boat, with a "quote" & more' },
      author: 'Invented Author',
    }),
    gone: [listing('t3', null), listing('t3', { name: 't3_abc', title: 'seats', selftext: '[removed]' })],
    keyHeader: 'authorization',
  },
  'a comment of Reddit, found by a search': {
    source: reddit('search/some words'),
    permalink: () => 'https://www.reddit.com/r/travel/comments/abc/title/xyz/',
    text: '[review] places left',
    path: '/api/info',
    query: { id: 't1_xyz', raw_json: '1' },
    there: listing('t1', { name: 't1_xyz', body: '[review] places left' }),
    gone: [listing('t1', { name: 't1_xyz', body: '[deleted]' })],
    keyHeader: 'authorization',
  },
  'a comment of YouTube': {
    source: youtube,
    permalink: () => 'https://www.youtube.com/watch?v=v1&lc=Ug1.a',
    text: '[review] we take you across',
    path: '/youtube/v3/comments',
    query: { part: 'snippet', textFormat: 'plainText', id: 'Ug1.a' },
    there: {
      kind: 'youtube#commentListResponse',
      items: [{ id: 'Ug1.a', snippet: { textDisplay: '[review] we take you across' } }],
    },
    gone: [{ kind: 'youtube#commentListResponse', items: [] }],
    keyHeader: 'x-goog-api-key',
  },
  'a video of YouTube': {
    source: youtube,
    permalink: () => 'https://www.youtube.com/watch?v=v1',
    text: '[review] boats\n\nevery day',
    path: '/youtube/v3/videos',
    query: { part: 'snippet', id: 'v1' },
    there: {
      kind: 'youtube#videoListResponse',
      items: [{ id: 'v1', snippet: { title: '[review] boats', description: 'every day, and more' } }],
    },
    gone: [{ kind: 'youtube#videoListResponse' }],
    keyHeader: 'x-goog-api-key',
  },
  'a post of the Bluesky stream': {
    source: (origin) =>
      Source.parse({
        ...{ ...common(origin), kind: 'jetstream', url: origin.replace('http', 'ws'), postsUrl: origin },
        words: ['seats'],
      }),
    permalink: () => 'https://bsky.app/profile/did:plc:x/post/3k',
    text: '[review] seats on the stream',
    path: '/xrpc/app.bsky.feed.getPosts',
    query: { uris: 'at://did:plc:x/app.bsky.feed.post/3k' },
    there: { posts: [blueskyPost()] },
    gone: [{ posts: [] }],
    keyHeader: null,
  },
  'a post of Lemmy': {
    source: (origin) =>
      Source.parse({ ...common(origin), kind: 'lemmy', url: origin, list: 'posts/travel', api: 4 }),
    permalink: (origin) => `${origin}/post/7`,
    text: '[review] boats of Lemmy',
    path: '/api/v4/post',
    query: { id: '7' },
    there: { post_view: { post: { id: 7, name: '[review] boats of Lemmy' } } },
    gone: [{ post_view: { post: { id: 7, name: '', deleted: true } } }],
    keyHeader: null,
  },
  'a post of Discourse': {
    source: (origin) => Source.parse({ ...common(origin), kind: 'discourse', url: origin, categories: [5] }),
    permalink: (origin) => `${origin}/t/rides/7/3`,
    text: '[review] boats of a forum',
    path: '/posts/by_number/7/3.json',
    query: {},
    there: { id: 9, post_number: 3, topic_id: 7, cooked: '<p>[review] boats of a forum</p>' },
    gone: [
      { errors: ['The requested URL or resource could not be found.'], error_type: 'not_found' },
      { id: 9, post_number: 3, topic_id: 7, cooked: '<p>hidden for now</p>', hidden: true },
    ],
    keyHeader: null,
  },
  'a comment of WordPress': {
    source: (origin) => {
      const source = { ...common(origin), kind: 'wordpress', url: origin, list: 'comments' };
      const scope = [{ host: new URL(origin).host, paths: ['/wp-json/wp/v2/'] }];
      return Source.parse({ ...source, authorisation: { ...common(origin).authorisation, scope } });
    },
    permalink: (origin) => `${origin}/2026/a-story/#comment-12`,
    text: '[review] ask me',
    path: '/wp-json/wp/v2/comments',
    query: { include: '12' },
    there: [{ id: 12, post: 3, content: { rendered: '<p>[review] ask me</p>' } }],
    gone: [[]],
    keyHeader: null,
  },
};
/** One of each interface with a key. */
const KEYED = Object.entries(ANSWERS).filter(([what]) => /a post of Reddit|a comment of YouTube/.test(what));
/** One with a key, one that is a list, one that is a place. */
const WATCHED = Object.entries(ANSWERS).filter(([what]) => /a post of|a video/.test(what));

describe.each(COLUMNS)('captures of answers, %s', (name) => {
  let column: Column;
  let web: FixtureWeb;
  let collector: Collector;
  let scene: CaptureScene;
  let keyFile: string;
  let logged = '';
  let clock: ReturnType<typeof manualClock>;

  beforeAll(async () => {
    column = await openColumn(name);
    keyFile = join(column.directory, 'key');
  });
  beforeEach(async () => {
    await column.reset();
    clock = manualClock(Date.now());
    writeFileSync(keyFile, `${KEY}\n`, { mode: 0o600 });
    web = await startFixtureWeb();
    web.on('/api/v1/access_token', json({ access_token: TOKEN }));
    const stream = new Writable({
      write(chunk, _encoding, done) {
        logged += String(chunk);
        done();
      },
    });
    const logger = createLogger('debug', stream);
    collector = testCollector({ loopbackPorts: new Set([web.port]), clock, minDelayMs: 0, logger });
  });
  afterEach(async () => {
    await collector.close();
    await web.close();
  });
  afterAll(() => column.close());

  /** The post of an interface comes in, is flagged, and its capture is tried. */
  async function arrive(
    one: Answering,
    answer: Respond = json(one.there),
    evidence?: ReturnType<typeof testEvidence>,
  ): Promise<void> {
    web.on(one.path, answer);
    const source = one.source(web.origin, keyFile);
    scene = captureScene(column, collector, [source], clock, evidence);
    await scene.arrive([{ key: 'one', text: one.text, permalink: one.permalink(web.origin) }]);
  }
  const capture = async () => (await scene.captures())[0];
  async function contentOf(role: ObjectRole): Promise<Buffer> {
    const found = await capture();
    const object = found?.objects.find((other) => other.role === role);
    if (found === undefined || object === undefined) throw new Error(`expected a ${role}, found none`);
    const { db, evidence, vault } = scene.context;
    const { rows } = await sql<{ key: Uint8Array }>`
      select wrapped_key as key from vigie.sealed_posts where post_id = ${found.postId}`.execute(db);
    const key = { postId: found.postId, wrappedKey: rows[0]?.key ?? new Uint8Array() };
    return readObject(evidence.store, vault, key, found.id, object);
  }

  it.each(Object.entries(ANSWERS))(
    'EVI-01 EVI-03 %s: the one post, as the interface gives it',
    async (_, one) => {
      await arrive(one);
      const found = await capture();
      expect(found).toMatchObject({ state: 'captured', reason: null });
      expect(missingRoles('answer', found?.objects ?? [])).toEqual([]);
      const asked = web.asked.filter((path) => path.startsWith(one.path));
      expect(asked.map((path) => Object.fromEntries(new URL(path, web.origin).searchParams))).toEqual([
        one.query,
      ]);
      const wacz = await contentOf('wacz');
      const parts = await readArchive(wacz);
      if (typeof parts === 'string') throw new Error(parts);
      const records = await readByWarcio(parts.get('archive/data.warc') ?? Buffer.alloc(0));
      expect(records.map(({ type }) => type)).toEqual(['warcinfo', 'response', 'request']);
      expect(JSON.parse(String(records[1]?.body))).toEqual(one.there);
      for (const { block, payload } of records) {
        expect(block[0]).toBe(block[1]);
        if (payload !== null) expect(payload[0]).toBe(payload[1]);
      }
      const record = CollectionRecord.parse(JSON.parse(String(await contentOf('record'))));
      expect(record).toMatchObject({ kind: 'answer', status: 200, page: null, postFound: null });
      expect(record.robots === null).toBe(one.keyHeader !== null);
      expect(record.exchanges).toHaveLength(1);
      if (hasPython()) expect(verifyWacz(wacz)).toMatchObject({ holds: true });
    },
  );

  it.each(KEYED)(
    'EVI-02 %s: its key is nowhere, and record and archive say that it went along',
    async (_, one) => {
      const sent: unknown[] = [];
      await arrive(one, (request, response) => {
        sent.push(request.headers[one.keyHeader ?? '']);
        json(one.there)(request, response);
      });
      expect(sent).toEqual([one.keyHeader === 'authorization' ? `Bearer ${TOKEN}` : KEY]);
      const archive = (await contentOf('wacz')).toString();
      const record = (await contentOf('record')).toString();
      for (const text of [archive, record]) {
        expect(text).toMatch(
          new RegExp(`carried the key of the unit’s registered application[^]*${one.keyHeader}`),
        );
      }
      expect(archive.toLowerCase()).not.toContain(`${one.keyHeader}:`);
      const places = {
        ...{ archive, record, logged, addresses: web.asked.join(' ') },
        ...{ records: await dumpRecords(scene.context.db), queue: await column.dumpQueue() },
      };
      for (const [where, dump] of Object.entries(places)) expectNoCanary(dump, CANARIES, where);
    },
  );

  const echoes: Readonly<Record<string, (key: string, there: unknown) => Respond>> = {
    'in a header': (key, there) =>
      body('application/json', JSON.stringify(there), { 'x-debug': `key ${key}` }),
    'in its body': (key, there) =>
      body('application/json', `${JSON.stringify(there)} ${key}`.replace(/ (\S+)$/, '\n"$1"')),
    packed: (key, there) =>
      body('application/json', gzipSync(JSON.stringify({ ...(there as object), key })), {
        'content-encoding': 'gzip',
      }),
  };
  it.each(
    KEYED.flatMap(([what, one]) =>
      Object.entries(echoes).map(([how, echo]) => [what, how, one, echo] as const),
    ),
  )('EVI-02 %s: nothing is kept of an answer that says the key back %s', async (_what, _how, one, echo) => {
    const key = one.keyHeader === 'authorization' ? TOKEN : KEY;
    const { store, station } = testEvidence(mkdtempSync(join(column.directory, 'store-')));
    await arrive(one, echo(key, one.there), { store, station });
    expect(await capture()).toMatchObject({ state: 'wanted', reason: 'changed', objects: [] });
    const stored: string[] = [];
    for await (const object of store.list()) stored.push(object.name);
    expect(stored).toEqual([]);
  });

  it.each(Object.entries(ANSWERS))(
    '%s: one that is gone is told as gone, and not asked for again',
    async (_, one) => {
      for (const gone of one.gone) {
        await column.reset();
        await arrive(one, json(gone));
        expect(await capture()).toMatchObject({ state: 'failed', reason: 'gone', objects: [] });
        clock.advance(DAY_MS);
        expect(await scene.capture()).toBe(0);
      }
    },
  );

  it('Lemmy says with 400 that a post is gone, and with 400 that it shows nothing without an account', async () => {
    const one = ANSWERS['a post of Lemmy'];
    if (one === undefined) throw new Error('expected a post of Lemmy');
    const says =
      (error: string): Respond =>
      (_request, response) =>
        void response.writeHead(400, { 'content-type': 'application/json' }).end(JSON.stringify({ error }));
    await arrive(one, says('couldnt_find_post'));
    expect(await capture()).toMatchObject({ state: 'failed', reason: 'gone', objects: [] });
    await column.reset();
    await arrive(one, says('instance_is_private'));
    expect(await capture()).toMatchObject({ state: 'wanted', reason: 'changed', objects: [] });
    // A page that ends so, here or on another server, tells nothing.
    web.on('/c/travel', says('couldnt_find_post'));
    const page = { kind: 'page', url: `${web.origin}/c/travel` } as const;
    await expect(collector.captureAnswer(one.source(web.origin, keyFile), page)).rejects.toMatchObject({
      code: 'source.unreachable',
    });
  });

  it.each(WATCHED)('%s: looked at again, seen until then, and missed once it is gone', async (_, one) => {
    await arrive(one);
    const first = await capture();
    const look = () => handleLookAgain(scene.context, { version: 1, captureId: first?.id ?? '' });
    clock.advance(DAY_MS + 1);
    await look();
    expect(Date.parse((await capture())?.seenUntil ?? '')).toBe(clock.now());
    const seen = (await capture())?.seenUntil;
    // A host that refuses us says nothing of the post.
    web.on(one.path, (_request, response) => void response.writeHead(403).end());
    clock.advance(3 * DAY_MS);
    await look();
    expect(await capture()).toMatchObject({ seenUntil: seen, missedAt: null });
    web.on(one.path, json(one.gone[0]));
    clock.advance(9 * DAY_MS);
    await look();
    expect(await capture()).toMatchObject({ state: 'captured', seenUntil: seen });
    expect(Date.parse((await capture())?.missedAt ?? '')).toBe(clock.now());
  });

  it.each(KEYED)('%s: a key that cannot be used is the reason, until it can be', async (_, one) => {
    rmSync(keyFile);
    await arrive(one);
    expect(await capture()).toMatchObject({ state: 'wanted', reason: 'no-key' });
    expect(web.asked).toEqual([]);
    writeFileSync(keyFile, KEY, { mode: 0o600 });
    clock.advance(2 * 60_000);
    await scene.capture();
    expect(await capture()).toMatchObject({ state: 'captured', reason: null });
  });

  it.each(KEYED)('%s: the interface that has had enough is left alone as long as it says', async (_, one) => {
    await arrive(one, (_request, response) => void response.writeHead(429, { 'retry-after': '7200' }).end());
    expect(await capture()).toMatchObject({ state: 'wanted', reason: 'blocked' });
    const asked = web.asked.length;
    clock.advance(3_600_000);
    expect(await scene.capture()).toBe(0);
    expect(web.asked).toHaveLength(asked);
  });

  it('whose author wants no readers without an account are not kept', async () => {
    const one = ANSWERS['a post of the Bluesky stream'];
    if (one === undefined) throw new Error('expected a case');
    await arrive(one, json({ posts: [blueskyPost([{ val: '!no-unauthenticated' }])] }));
    expect(await capture()).toMatchObject({ state: 'wanted', reason: 'blocked', objects: [] });
  });

  it.each(KEYED)('%s: its page is never asked for', async (_, one) => {
    web.on(one.path, json(one.there));
    scene = captureScene(column, collector, [one.source(web.origin, keyFile)], clock);
    await scene.arrive([{ key: 'one', text: one.text, permalink: `${web.origin}/r/travel/wiki/page` }]);
    expect(await capture()).toMatchObject({ state: 'failed', reason: 'no-address' });
    expect(web.asked).toEqual([]);
  });
});

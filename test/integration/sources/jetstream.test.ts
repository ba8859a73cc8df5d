import type { Socket } from 'node:net';
import { Writable } from 'node:stream';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Source } from '../../../queue/contracts/index.ts';
import { manualClock } from '../../../queue/runtime/clock.ts';
import { createLogger } from '../../../queue/runtime/logger.ts';
import { readSourceHealth } from '../../../queue/storage/index.ts';
import { collectRound } from '../../../workers/handlers/collect.ts';
import type { Collector } from '../../../workers/sources/index.ts';
import { commitOf, sendEvent, sendLatest } from '../../fixtures/sources/cases/jetstream.ts';
import { type FixtureWeb, startFixtureWeb, status } from '../../fixtures/sources/fixture-web.ts';
import { authorisationOf, dayFromNow } from '../../support/authorisation.ts';
import { dumpRecords, expectNoCanary } from '../../support/canaries.ts';
import { collectContext } from '../../support/collecting.ts';
import { testCollector } from '../../support/collectors.ts';
import { COLUMNS, type Column, openColumn } from '../../support/columns.ts';
import { until } from '../../support/until.ts';
import { textFrame } from '../../support/web-socket-server.ts';

const CANARY = 'zilpzalp-not-wanted';
/** A minute ago, in microseconds: within the first round's look back. */
const BEGIN_US = (Date.now() - 60_000) * 1000;
const DAY_MS = 86_400_000;

describe.each(COLUMNS)('rounds of a stream, %s column', (name) => {
  let column: Column;
  let collector: Collector;
  let web: FixtureWeb;
  let logged = '';
  const pauses: number[] = [];
  const loopbackPorts = new Set<number>();
  const clock = manualClock(Date.now());
  const sink = new Writable({
    write(chunk, _encoding, done) {
      logged += String(chunk);
      done();
    },
  });
  beforeAll(async () => {
    column = await openColumn(name);
    collector = testCollector({
      loopbackPorts,
      clock,
      logger: createLogger('debug', sink),
      streamIdleMs: 2_000,
      sleep: async (ms) => void pauses.push(ms),
    });
  }, 240_000);
  afterAll(async () => {
    await collector.close();
    await column.close();
  });
  beforeEach(async () => {
    await column.reset();
    logged = '';
    pauses.length = 0;
    web = await startFixtureWeb();
    loopbackPorts.add(web.port);
  });
  afterEach(() => web.close());

  const source = (extra: object = {}) =>
    Source.parse({
      id: 'stream',
      name: 'stream',
      kind: 'jetstream',
      url: `ws://${web.host}/subscribe`,
      words: ['harbour'],
      readSeconds: 10,
      authorisation: authorisationOf(web.origin),
      ...extra,
    });
  const round = (of = source(), stopping?: AbortSignal) =>
    collectRound(collectContext(column, collector, [of], { clock, ...(stopping ? { stopping } : {}) }), of);
  const serve = (send: (socket: Socket, connection: number) => void) => {
    let connections = 0;
    web.stream('/subscribe', (socket) => {
      connections += 1;
      send(socket, connections);
    });
  };
  const post = (n: number, text = `harbour ${n}`) => ({ n, text });
  const create = (socket: Socket, n: number, text?: string) =>
    sendEvent(socket, commitOf(post(n, text), 'create'), BEGIN_US + n * 1000);
  const cursors = () => web.asked.map((path) => Number(new URL(path, web.origin).searchParams.get('cursor')));
  async function stored() {
    const { rows } = await sql<{ posts: number; edits: number }>`
      select count(*) as posts, count(edit_of) as edits from vigie.posts`.execute(column.database.db);
    return rows[0];
  }
  async function health() {
    return (await readSourceHealth(column.database.db))[0];
  }

  it('go on where the last one ended, keep what is wanted once, and forget the rest', async () => {
    serve((socket, connection) => {
      for (let n = 1; n <= 40 * connection; n += 1)
        create(socket, n, n % 4 === 0 ? `${CANARY} ${n}` : undefined);
      sendLatest(socket);
    });
    expect(await round()).toMatchObject({ state: 'ok', fresh: 30, known: 0 });
    expect(await round()).toMatchObject({ state: 'ok', fresh: 30, known: 30 });
    expect(await stored()).toEqual({ posts: 60, edits: 0 });
    const [first = 0, second = 0] = cursors();
    expect(first).toBe((clock.now() - 605_000) * 1000);
    expect(second).toBe((clock.now() - 5_000) * 1000);
    expect(web.asked[0]).toContain('wantedCollections=app.bsky.feed.post');
    expectNoCanary(await dumpRecords(column.database.db), [CANARY], 'the records');
    expectNoCanary(logged, [CANARY], 'the log lines');
  });

  it('store edits as versions, whatever is read again, and leave out what was deleted before', async () => {
    serve((socket, connection) => {
      create(socket, 1);
      sendEvent(socket, commitOf(post(1, 'harbour, and we take four'), 'update'), BEGIN_US + 2000);
      create(socket, 3);
      sendEvent(socket, commitOf(post(3), 'delete'), BEGIN_US + 4000);
      if (connection > 1)
        sendEvent(socket, commitOf(post(1, 'harbour: sold out'), 'update'), BEGIN_US + 5000);
      sendLatest(socket);
    });
    expect(await round()).toMatchObject({ fresh: 1, edited: 1 });
    expect(await round()).toMatchObject({ fresh: 0, edited: 1 });
    expect(await stored()).toEqual({ posts: 3, edits: 2 });
  });

  it('lose nothing and store nothing twice when they are stopped in the middle', async () => {
    const stop = new AbortController();
    serve((socket, connection) => {
      const { searchParams } = new URL(web.asked.at(-1) ?? '', web.origin);
      const from = Number(searchParams.get('cursor'));
      for (let n = 1; n <= 1500; n += 1) if (BEGIN_US + n * 1000 >= from) create(socket, n);
      if (connection > 1) sendLatest(socket);
    });
    const stopped = expect(round(source({ maxPosts: 10_000 }), stop.signal)).rejects.toThrow(
      'the process is stopping',
    );
    await until('the first posts stored', async () => ((await stored())?.posts ?? 0) > 0);
    stop.abort(new Error('the process is stopping'));
    await stopped;
    expect(await round(source({ maxPosts: 10_000 }))).toMatchObject({ state: 'ok', fresh: 1500 });
    expect(await stored()).toEqual({ posts: 1500, edits: 0 });
    expect(cursors()[1]).toBeGreaterThan(cursors()[0] ?? 0);
  });

  it('end after so many posts, and the next goes on behind them', async () => {
    serve((socket) => {
      for (let n = 1; n <= 1200; n += 1) create(socket, n);
    });
    expect(await round(source({ maxPosts: 100 }))).toMatchObject({ state: 'ok', fresh: 1000 });
    const at = cursors().length;
    await round(source({ maxPosts: 100 })).catch(() => undefined);
    expect(cursors()[at]).toBe(BEGIN_US + 1000 * 1000 - 5_000_000);
  });

  it('open a stream again that breaks off, after longer and longer pauses, and give up at the fourth', async () => {
    serve((socket, connection) => {
      if (connection < 3) socket.destroy();
      else {
        create(socket, 1);
        sendLatest(socket);
      }
    });
    expect(await round()).toMatchObject({ state: 'ok', fresh: 1 });
    expect(cursors()).toHaveLength(3);
    serve((socket) => socket.destroy());
    expect(await round()).toMatchObject({ state: 'unreachable', reason: 'network' });
    expect(cursors()).toHaveLength(7);
    expect(pauses.every((ms) => ms <= 8000)).toBe(true);
    expect(await health()).toMatchObject({ failures: { network: 1 }, refusals: {} });
  });

  it.each<[string, (socket: Socket) => void, string, string]>([
    ['says nothing', () => {}, 'unreachable', 'stalled'],
    [
      'never ends a message',
      (socket) => void socket.write(Buffer.concat([Buffer.from([0x81, 126, 0xff, 0xff]), Buffer.alloc(9)])),
      'unreachable',
      'stalled',
    ],
    [
      'sends text that is no event',
      (socket) => void socket.write(textFrame(Buffer.from('<html>'))),
      'changed',
      'not-a-list',
    ],
    [
      'sends events of a time to come',
      (socket) => sendEvent(socket, commitOf(post(1), 'create'), (Date.now() + DAY_MS) * 1000),
      'changed',
      'not-a-list',
    ],
    [
      'sends a message above 1 MiB',
      (socket) => void socket.write(textFrame(Buffer.alloc(1024 * 1024 + 1, 0x20))),
      'changed',
      'bad-message',
    ],
    ['breaks the protocol', (socket) => void socket.write(Buffer.from([0x83, 0])), 'changed', 'bad-message'],
  ])('tell of a server that %s', async (_what, send, state, reason) => {
    serve(send);
    expect(await round()).toMatchObject({ state, reason });
    expect(await stored()).toEqual({ posts: 0, edits: 0 });
  });

  it('are blocked by a server that refuses the handshake', async () => {
    web.on('/subscribe', status(403));
    expect(await round()).toMatchObject({ state: 'blocked', reason: 'http-403' });
    expect(await health()).toMatchObject({ refusals: { 'http-403': 1 } });
  });

  it('take silence for silence where only some accounts are read', async () => {
    serve(() => {});
    expect(await round(source({ accounts: ['did:plc:quiet'] }))).toMatchObject({ state: 'ok', fresh: 0 });
    expect(web.asked[0]).toContain('wantedDids=did%3Aplc%3Aquiet');
  });

  it('leave no time unread between two rounds in which accounts say nothing', async () => {
    const quiet = source({ accounts: ['did:plc:quiet'], everySeconds: 900, lookBackMinutes: 10 });
    const began = clock.now() - 600_000;
    serve(() => {});
    for (let nth = 0; nth < 2; nth += 1) {
      expect(await round(quiet)).toMatchObject({ state: 'ok', fresh: 0 });
      clock.advance(900_000);
    }
    expect(cursors()).toEqual([began, began].map((ms) => ms * 1000 - 5_000_000));
    serve((socket) => {
      sendEvent(socket, commitOf(post(1), 'create'), (began + 660_000) * 1000, 'did:plc:quiet');
      sendLatest(socket);
    });
    expect(await round(quiet)).toMatchObject({ state: 'ok', fresh: 1 });
    expect(cursors()[2]).toBe(began * 1000 - 5_000_000);
  });

  it('tell of what a server no longer had', async () => {
    serve(sendLatest);
    await round();
    await sql`update vigie.collection_rounds set resume_key = null, resume_sealed = null`.execute(
      column.database.db,
    );
    serve((socket) => {
      create(socket, 1);
      sendLatest(socket);
    });
    await round(source({ lookBackMinutes: 1 }));
    const aDayLater = (clock.now() + DAY_MS) * 1000;
    clock.advance(DAY_MS);
    serve((socket) => sendEvent(socket, { kind: 'identity', identity: {} }, aDayLater));
    await round(source({ authorisation: authorisationOf(web.origin, {}, clock.now()) }));
    expect((await health())?.refusals).toEqual({ 'stream-gap': 1 });
  });

  it('lose nothing for long by a clock that was ahead, and tell of it', async () => {
    const quiet = source({
      accounts: ['did:plc:quiet'],
      authorisation: authorisationOf(web.origin, {}, clock.now()),
    });
    clock.advance(DAY_MS / 2);
    serve(() => {});
    await round(quiet);
    clock.advance(-DAY_MS / 2);
    await round(quiet);
    expect(cursors()[1]).toBe((clock.now() - 605_000) * 1000);
    expect((await health())?.refusals).toEqual({ 'stream-gap': 1 });
  });

  it('end in the middle when the authorisation does', async () => {
    const ending = source({
      authorisation: authorisationOf(web.origin, { expiresOn: dayFromNow(1, clock.now()) }, clock.now()),
    });
    serve((socket) => {
      create(socket, 1);
      void until('the first post is on the records', async () => (await stored())?.posts === 1).then(() => {
        clock.advance(3 * DAY_MS);
        create(socket, 2);
      });
    });
    expect(await round(ending)).toMatchObject({ state: 'expired', fresh: 1 });
    expect(await round(ending)).toMatchObject({ state: 'expired', fresh: 0 });
    expect(web.asked).toHaveLength(1);
  });
});

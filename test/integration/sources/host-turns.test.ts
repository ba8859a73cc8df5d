import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { HostTurns } from '../../../queue/contracts/index.ts';
import { manualClock } from '../../../queue/runtime/clock.ts';
import { hostTurns } from '../../../queue/storage/index.ts';
import type { Gate } from '../../../workers/fetch/gate.ts';
import { localTurns } from '../../../workers/fetch/local-turns.ts';
import type { Fetcher } from '../../../workers/fetch/safe-fetch.ts';
import { body, type FixtureWeb, startFixtureWeb, status } from '../../fixtures/sources/fixture-web.ts';
import { testFetcher } from '../../support/collectors.ts';
import { COLUMNS, type Column, openColumn } from '../../support/columns.ts';
import { gateOn } from '../../support/gate.ts';

/** The gate of a source without the two seconds of its pause: the fetcher's own is what is looked at. */
function gateWithoutPause(host: string): Gate {
  return { ...gateOn(host), pauseMs: 0 };
}

const HOST = 'board.example:80';

describe.each(COLUMNS)('the turns of hosts in the records, %s column', (name) => {
  let column: Column;
  let turns: HostTurns;
  beforeAll(async () => {
    column = await openColumn(name);
    turns = hostTurns(column.database.db);
  }, 60_000);
  afterAll(() => column.close());
  beforeEach(() => column.database.pool.query('delete from vigie.host_turns'));

  /** As if this much time had passed: the database's clock cannot be set, its rows can be. */
  async function pass(ms: number): Promise<void> {
    const back = `- ${ms} * interval '1 millisecond'`;
    await column.database.pool.query(
      `update vigie.host_turns set held_until = held_until ${back}, next_at = next_at ${back}, closed_until = closed_until ${back}`,
    );
  }

  it('go to one of many who ask at once', async () => {
    const asked = Array.from({ length: 20 }, (_, at) => turns.take(HOST, `worker-${at}`, true));
    const answers = await Promise.all(asked);
    expect(answers.filter((answer) => answer.kind === 'taken')).toHaveLength(1);
  });

  it('of different hosts have nothing to do with each other', async () => {
    expect(await turns.take(HOST, 'a', true)).toMatchObject({ kind: 'taken' });
    expect(await turns.take('other.example', 'b', true)).toMatchObject({ kind: 'taken' });
  });

  it('start a pause when they end, which unpaced requests need not wait for', async () => {
    await turns.take(HOST, 'a', true);
    await turns.end(HOST, 'a', { delayMs: 2000, failures: 0 });
    const answer = await turns.take(HOST, 'b', true);
    expect(answer).toMatchObject({ kind: 'busy', why: 'pause' });
    expect(answer.kind === 'busy' && answer.waitMs).toBeGreaterThan(1500);
    expect(await turns.take(HOST, 'c', false)).toMatchObject({ kind: 'taken' });
    await turns.end(HOST, 'c', { delayMs: 0, failures: 0 });
    expect(await turns.take(HOST, 'd', true)).toMatchObject({ kind: 'busy', why: 'pause' });
    await pass(2000);
    expect(await turns.take(HOST, 'd', true)).toMatchObject({ kind: 'taken' });
  });

  it('free themselves when their holder died, and a late end of the dead changes nothing', async () => {
    await turns.take(HOST, 'dead', true);
    await pass(5000);
    expect(await turns.take(HOST, 'next', true)).toMatchObject({ kind: 'busy', why: 'held' });
    await pass(1000);
    expect(await turns.take(HOST, 'next', true)).toMatchObject({ kind: 'taken' });
    expect(await turns.keep(HOST, 'dead')).toBe(false);
    await turns.end(HOST, 'dead', { delayMs: 0, failures: 9 });
    expect(await turns.take(HOST, 'third', true)).toMatchObject({ kind: 'busy', why: 'held' });
  });

  it('last as long as they are kept', async () => {
    await turns.take(HOST, 'slow', true);
    for (const _time of [1, 2, 3]) {
      await pass(4000);
      expect(await turns.keep(HOST, 'slow')).toBe(true);
    }
    expect(await turns.take(HOST, 'next', true)).toMatchObject({ kind: 'busy', why: 'held' });
  });

  it('close a host for all, and tell the next holder how often it failed', async () => {
    await turns.take(HOST, 'a', true);
    await turns.end(HOST, 'a', { delayMs: 0, failures: 3, closed: { why: 'failing', ms: 30_000 } });
    expect(await turns.take(HOST, 'b', false)).toMatchObject({ kind: 'closed', why: 'failing' });
    await pass(30_000);
    expect(await turns.take(HOST, 'b', false)).toEqual({ kind: 'taken', failures: 3 });
  });

  describe('shared by two workers', () => {
    let web: FixtureWeb;
    const workers: Fetcher[] = [];
    beforeEach(async () => {
      web = await startFixtureWeb();
    });
    afterEach(async () => {
      await Promise.all([web.close(), ...workers.splice(0).map((worker) => worker.close())]);
    });

    function worker(minDelayMs: number) {
      const fetcher = testFetcher({
        loopbackPorts: new Set([web.port]),
        minDelayMs,
        resolve: async () => [{ address: '127.0.0.1', family: 4 }],
        turns: hostTurns(column.database.db),
      });
      workers.push(fetcher);
      const host = web.host.replace('127.0.0.1', 'polite.example');
      return () => fetcher.fetch(`http://${host}/`, { gate: gateWithoutPause(host) });
    }

    it('let one request through at a time, with the pause between', async () => {
      let open = 0;
      let most = 0;
      let endedAt = 0;
      const pauses: number[] = [];
      web.on('/', (_request, response) => {
        open += 1;
        most = Math.max(most, open);
        if (endedAt > 0) pauses.push(performance.now() - endedAt);
        setImmediate(() => {
          open -= 1;
          endedAt = performance.now();
          response.end('x');
        });
      });
      const [one, other] = [worker(100), worker(100)];
      await Promise.all([one(), other(), one(), other(), one(), other()]);
      expect(most).toBe(1);
      expect(pauses).toHaveLength(5);
      // The pause begins when the answer has arrived; the server's clock ends a little earlier.
      expect(Math.min(...pauses)).toBeGreaterThanOrEqual(99);
    });

    it('both keep what the host asked one of them', async () => {
      web.on('/', status(429, { 'retry-after': '600' }));
      const [one, other] = [worker(0), worker(0)];
      await expect(one()).rejects.toMatchObject({ details: { reason: 'status', retryAfterMs: 600_000 } });
      await expect(other()).rejects.toMatchObject({
        code: 'source.blocked',
        details: { reason: 'retry-after' },
      });
      expect(web.asked).toHaveLength(1);
      await pass(600_000);
      web.on('/', body('text/plain', 'back'));
      expect((await other()).body.toString()).toBe('back');
    });

    it('both leave a host alone that failed five times in a row', async () => {
      web.on('/', status(500));
      const [one, other] = [worker(0), worker(0)];
      for (const ask of [one, other, one, other, one]) {
        await expect(ask()).rejects.toMatchObject({ details: { reason: 'status' } });
      }
      await expect(other()).rejects.toMatchObject({
        code: 'source.unreachable',
        details: { reason: 'circuit-open' },
      });
      expect(web.asked).toHaveLength(5);
      await pass(30_000);
      web.on('/', body('text/plain', 'back'));
      expect((await one()).status).toBe(200);
      expect((await other()).status).toBe(200);
    });
  });
});

it('the turns of one process alone follow the same rules', async () => {
  const clock = manualClock(0);
  const turns = localTurns(clock);
  expect(await turns.take(HOST, 'a', true)).toEqual({ kind: 'taken', failures: 0 });
  expect(await turns.take(HOST, 'b', false)).toMatchObject({ kind: 'busy', why: 'held' });
  expect([await turns.keep(HOST, 'a'), await turns.keep(HOST, 'b')]).toEqual([true, false]);
  await turns.end(HOST, 'a', { delayMs: 2000, failures: 1, closed: { why: 'refused', ms: 500 } });
  expect(await turns.take(HOST, 'b', true)).toEqual({ kind: 'closed', why: 'refused', waitMs: 500 });
  clock.advance(500);
  expect(await turns.take(HOST, 'b', true)).toEqual({ kind: 'busy', why: 'pause', waitMs: 1500 });
  clock.advance(1500);
  expect(await turns.take(HOST, 'b', true)).toEqual({ kind: 'taken', failures: 1 });
});

import { afterEach, expect, it } from 'vitest';
import type { ParseJob } from '../../../workers/sources/parse/parse-job.ts';
import { ParsePool, type ParsePoolOptions } from '../../../workers/sources/parse/parse-pool.ts';

const pools: ParsePool[] = [];
afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.close()));
});

function poolWith(options: ParsePoolOptions): ParsePool {
  const pool = new ParsePool({ maxThreads: 1, ...options });
  pools.push(pool);
  return pool;
}

function page(html: string, item = 'li'): ParseJob {
  const bytes = new TextEncoder().encode(html);
  return {
    kind: 'html',
    bytes,
    contentType: 'text/html',
    url: 'https://site.example/',
    selectors: { item, text: 'p' },
  };
}

const GOOD = page('<ul><li><p>a post</p></li></ul>');
/** Each `:has` walks through all that lies inside, for each tag: 3,000 nested tags to the power of four. */
const SLOW = page(`${'<div>'.repeat(3_000)}<li><p>x</p></li>`, 'div:has(div:has(div:has(div:has(b))))');

it('a parser that hangs is ended at the time-out and costs only its own page', async () => {
  const pool = poolWith({ timeoutMs: 1_500 });
  await expect(pool.parse(SLOW, undefined)).rejects.toMatchObject({
    code: 'source.changed',
    details: { reason: 'parse-timeout' },
  });
  expect((await pool.parse(GOOD, undefined)).posts).toHaveLength(1);
}, 60_000);

it('a page that waits for its thread is not blamed for the page before it', async () => {
  const pool = poolWith({ timeoutMs: 1_000 });
  const [slow, good] = await Promise.allSettled([pool.parse(SLOW, undefined), pool.parse(GOOD, undefined)]);
  expect(slow).toMatchObject({ reason: { details: { reason: 'parse-timeout' } } });
  expect(good).toMatchObject({ value: { posts: [{ text: 'a post' }] } });
}, 60_000);

it('a parser that eats memory is ended and costs only its own page', async () => {
  const pool = poolWith({ maxMemoryMb: 48, timeoutMs: 30_000 });
  const big = page('<b><i>x</i></b>'.repeat(340_000));
  await expect(pool.parse(big, undefined)).rejects.toMatchObject({
    code: 'source.changed',
    details: { reason: 'parse-memory' },
  });
  expect((await pool.parse(GOOD, undefined)).posts).toHaveLength(1);
}, 40_000);

it('a thread that cannot start costs the page that waited for it, and not the process', async () => {
  const lost: unknown[] = [];
  const pool = poolWith({ maxMemoryMb: 1, timeoutMs: 250, onThreadLost: (error) => lost.push(error) });
  await expect(pool.parse(GOOD, undefined)).rejects.toMatchObject({
    code: 'source.unreachable',
    details: { reason: 'busy' },
  });
  expect(lost).toMatchObject([{ code: 'ERR_WORKER_OUT_OF_MEMORY' }]);
}, 60_000);

it('a selector that is none is a fault of its round, and its message quotes no page', async () => {
  const fault = poolWith({}).parse(page('<li>secret words</li>', 'li['), undefined);
  await expect(fault).rejects.toMatchObject({ code: 'source.changed', details: { reason: 'parse-failed' } });
  await expect(fault).rejects.not.toThrow(/secret words/);
});

it('stops when the caller stops', async () => {
  const stop = new AbortController();
  const parsing = poolWith({}).parse(SLOW, stop.signal);
  stop.abort(new Error('shutting down'));
  await expect(parsing).rejects.toThrow('shutting down');
});

import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HostTurns } from '../../../queue/contracts/index.ts';
import { manualClock, SYSTEM_CLOCK } from '../../../queue/runtime/clock.ts';
import { AppError } from '../../../queue/runtime/errors.ts';
import { localTurns } from '../../../workers/fetch/local-turns.ts';
import type { Fetcher, FetcherOptions, FetchRequest } from '../../../workers/fetch/safe-fetch.ts';
import { refused } from '../../../workers/fetch/source-faults.ts';
import {
  body,
  type FixtureWeb,
  redirect,
  startFixtureWeb,
  status,
} from '../../fixtures/sources/fixture-web.ts';
import { testFetcher } from '../../support/collectors.ts';
import { gateOn, NO_ROBOTS } from '../../support/gate.ts';

let web: FixtureWeb;
const fetchers: Fetcher[] = [];

beforeEach(async () => {
  web = await startFixtureWeb();
});
afterEach(async () => {
  await Promise.all([web.close(), ...fetchers.splice(0).map((fetcher) => fetcher.close())]);
});

function fetcherWith(options: Partial<FetcherOptions> = {}): Fetcher {
  const fetcher = testFetcher({
    loopbackPorts: new Set([web.port]),
    ...options,
  });
  fetchers.push(fetcher);
  return fetcher;
}

async function faultOf(
  request: Promise<unknown>,
): Promise<{ code: string; reason: unknown; message: string }> {
  const error = await request.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof AppError)) throw new Error('expected an AppError', { cause: error });
  return { code: error.code, reason: error.details.reason, message: error.message };
}

function ask(path: string, options: Partial<FetcherOptions> = {}, request: Partial<FetchRequest> = {}) {
  return fetcherWith(options).fetch(`${web.origin}${path}`, { gate: gateOn(web.host), ...request });
}

describe('the address line', () => {
  it.each([
    ['file:///etc/passwd', 'scheme'],
    ['ftp://site.example/', 'scheme'],
    ['javascript:alert(1)', 'scheme'],
    ['http://user:secret@site.example/', 'credentials'],
    ['http://other.example/', 'scope'],
    ['http://site.example:8080/', 'scope'],
    ['not an address', 'url'],
    [`http://site.example/${'a'.repeat(4096)}`, 'url'],
  ])('refuses %.40s (%s)', async (address, reason) => {
    const fault = await faultOf(fetcherWith().fetch(address, { gate: gateOn('site.example') }));
    expect(fault).toMatchObject({ code: 'source.refused', reason });
    expect(fault.message).not.toContain('secret');
  });
});

describe('redirects', () => {
  it('follows up to five inside the scope', async () => {
    for (let hop = 0; hop < 5; hop += 1) web.on(`/${hop}`, redirect(`/${hop + 1}`));
    web.on('/5', body('text/plain', 'there'));
    const answer = await ask('/0');
    expect(answer.url).toBe(`${web.origin}/5`);
    expect(answer.body.toString()).toBe('there');
  });

  it('gives up at the sixth', async () => {
    web.on('/loop', redirect('/loop'));
    expect(await faultOf(ask('/loop'))).toMatchObject({
      code: 'source.unreachable',
      reason: 'redirect-limit',
    });
    expect(web.asked).toHaveLength(6);
  });

  it('asks robots.txt of https about one from http on the same host', async () => {
    const secure = `${web.origin.replace('http:', 'https:')}/closed`;
    web.on('/out', redirect(secure));
    const robots = {
      check: async (url: string) => {
        throw refused('closed', { reason: url === secure ? 'robots' : 'url' });
      },
      checkKnown() {},
    };
    expect(await faultOf(ask('/out', {}, { robots }))).toMatchObject({ reason: 'robots' });
    expect(web.asked).toEqual(['/out']);
  });

  it('leaves each host the pause that its own robots.txt asks for', async () => {
    const [first, second] = ['a', 'b'].map((name) => `${name}.test:${web.port}`) as [string, string];
    web.on('/x', (request, response) => {
      if (request.headers.host === second) response.writeHead(200).end('there');
      else response.writeHead(302, { location: `http://${second}/x` }).end();
    });
    const local = localTurns(SYSTEM_CLOCK);
    const pauses: (readonly [host: string, delayMs: number])[] = [];
    const turns: HostTurns = {
      take: local.take,
      keep: local.keep,
      end: (host, holder, ending) => {
        pauses.push([host, ending.delayMs]);
        return local.end(host, holder, { ...ending, delayMs: 0 });
      },
    };
    const robots = { ...NO_ROBOTS, check: async () => ({ delayMs: 30_000 }) };
    const resolve = async () => [{ address: '127.0.0.1', family: 4 as const }];
    const fetcher = fetcherWith({ turns, resolve, minDelayMs: 2_000 });
    await fetcher.fetch(`http://${first}/x`, { gate: gateOn(first, second), robots, delayMs: 5_000 });
    expect(pauses).toEqual([
      [first, 5_000],
      [second, 30_000],
    ]);
  });

  it.each([
    ['http://127.0.0.1:1/', 'address-literal'],
    ['http://169.254.169.254/latest/meta-data/', 'address-literal'],
    ['//[::7f00:1]/', 'address-literal'],
    ['file:///etc/passwd', 'scheme'],
    ['http://evil.example/', 'scope'],
  ])('refuses one to %s', async (location, reason) => {
    web.on('/out', redirect(location));
    expect(await faultOf(ask('/out'))).toMatchObject({ code: 'source.refused', reason });
  });
});

describe('bodies', () => {
  const text = 'نص عربي 🚤'.repeat(100);

  it.each([
    ['gzip', gzipSync(text)],
    ['x-gzip', gzipSync(text)],
    ['br', brotliCompressSync(text)],
    ['deflate', deflateSync(text)],
    ['deflate', deflateRawSync(text)],
    ['identity', Buffer.from(text)],
  ])('decodes %s', async (encoding, bytes) => {
    web.on('/', body('text/plain', bytes, { 'content-encoding': encoding }));
    expect((await ask('/')).body.toString()).toBe(text);
  });

  it.each([
    ['gzip', gzipSync(Buffer.alloc(200 * 1024 * 1024))],
    ['br', brotliCompressSync(Buffer.alloc(200 * 1024 * 1024))],
  ])('stops a %s bomb of 200 MiB at the cap', async (encoding, bytes) => {
    web.on('/', body('text/plain', bytes, { 'content-encoding': encoding }));
    const before = process.memoryUsage().rss;
    expect(await faultOf(ask('/'))).toMatchObject({ code: 'source.changed', reason: 'too-large' });
    expect(process.memoryUsage().rss - before).toBeLessThan(64 * 1024 * 1024);
  });

  it.each(['gzip, gzip', 'br, gzip', 'zstd', 'compress'])(
    'refuses the content encoding "%s"',
    async (encoding) => {
      web.on('/', body('text/plain', gzipSync(text), { 'content-encoding': encoding }));
      expect(await faultOf(ask('/'))).toMatchObject({ code: 'source.changed', reason: 'encoding' });
    },
  );

  it.each([
    ['gzip', Buffer.from('no gzip at all')],
    ['br', Buffer.from([0xff, 0xff, 0xff, 0xff])],
    ['gzip', gzipSync(text).subarray(0, 30)],
  ])('answers broken %s with a coded fault', async (encoding, bytes) => {
    web.on('/', body('text/plain', bytes, { 'content-encoding': encoding }));
    expect(await faultOf(ask('/'))).toMatchObject({ code: 'source.unreachable' });
  });

  it('answers a body that is cut off with a coded fault', async () => {
    web.on('/', (_request, response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('x', () => response.socket?.destroy());
    });
    expect(await faultOf(ask('/'))).toMatchObject({ code: 'source.unreachable' });
  });

  it('cuts a drip at the deadline', async () => {
    web.on('/', (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/plain' });
      const drip = setInterval(() => response.write('.'), 20);
      response.on('close', () => clearInterval(drip));
    });
    const fault = await faultOf(ask('/', {}, { deadlineMs: 250 }));
    expect(fault).toMatchObject({ code: 'source.unreachable', reason: 'deadline' });
  });

  it('never sends or keeps a cookie', async () => {
    const cookies: unknown[] = [];
    web.on('/', (request, response) => {
      cookies.push(request.headers.cookie);
      response.writeHead(200, { 'set-cookie': 'id=1; Path=/' }).end('x');
    });
    const fetcher = fetcherWith();
    await fetcher.fetch(web.origin, { gate: gateOn(web.host) });
    await fetcher.fetch(web.origin, { gate: gateOn(web.host) });
    expect(cookies).toEqual([undefined, undefined]);
  });
});

describe('politeness', () => {
  it('asks one host one request at a time, with the pause between', async () => {
    const clock = manualClock(0);
    const pauses: number[] = [];
    let open = 0;
    let most = 0;
    web.on('/', (_request, response) => {
      open += 1;
      most = Math.max(most, open);
      setImmediate(() => {
        open -= 1;
        response.end('x');
      });
    });
    const fetcher = fetcherWith({
      clock,
      minDelayMs: 2000,
      resolve: async () => [{ address: '127.0.0.1', family: 4 }],
      sleep: async (ms) => {
        pauses.push(ms);
        clock.advance(ms);
      },
    });
    const host = web.host.replace('127.0.0.1', 'polite.example');
    const once = (isSubresource = false) =>
      fetcher.fetch(`http://${host}/`, { gate: gateOn(host), isSubresource });
    await Promise.all([once(), once(), once(true), once()]);
    expect(most).toBe(1);
    expect(pauses).toEqual([2000, 2000]);
  });

  it('keeps a Retry-After: nothing is asked before its time', async () => {
    const clock = manualClock(Date.parse('2026-01-01T00:00:00Z'));
    web.on('/', status(429, { 'retry-after': '600' }));
    const fetcher = fetcherWith({ clock });
    const once = () => fetcher.fetch(web.origin, { gate: gateOn(web.host) });
    expect(await faultOf(once())).toMatchObject({ code: 'source.blocked', reason: 'status' });
    clock.advance(500_000);
    expect(await faultOf(once())).toMatchObject({ code: 'source.blocked', reason: 'retry-after' });
    expect(web.asked).toHaveLength(1);
    clock.advance(100_001);
    web.on('/', body('text/plain', 'back'));
    expect((await once()).body.toString()).toBe('back');
  });

  it('a request that fails does not hold up the next', async () => {
    const fetcher = fetcherWith();
    web.on('/bad', status(500));
    web.on('/good', body('text/plain', 'x'));
    const bad = faultOf(fetcher.fetch(`${web.origin}/bad`, { gate: gateOn(web.host) }));
    const good = fetcher.fetch(`${web.origin}/good`, { gate: gateOn(web.host) });
    expect(await bad).toMatchObject({ code: 'source.unreachable' });
    expect((await good).status).toBe(200);
  });
});

import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { manualClock, SYSTEM_CLOCK } from '../../../queue/runtime/clock.ts';
import { AppError } from '../../../queue/runtime/errors.ts';
import { SILENT_LOGGER } from '../../../queue/runtime/logger.ts';
import {
  createFetcher,
  type Fetcher,
  type FetcherOptions,
  type FetchRequest,
} from '../../../workers/fetch/safe-fetch.ts';
import {
  body,
  type FixtureWeb,
  redirect,
  startFixtureWeb,
  status,
} from '../../fixtures/sources/fixture-web.ts';
import { gateOn } from '../../support/gate.ts';

let web: FixtureWeb;
const fetchers: Fetcher[] = [];

beforeEach(async () => {
  web = await startFixtureWeb();
});
afterEach(async () => {
  await Promise.all([web.close(), ...fetchers.splice(0).map((fetcher) => fetcher.close())]);
});

function fetcherWith(options: Partial<FetcherOptions> = {}): Fetcher {
  const fetcher = createFetcher({
    allowLoopback: true,
    minDelayMs: 0,
    clock: SYSTEM_CLOCK,
    logger: SILENT_LOGGER,
    userAgent: 'Vigie test',
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

/** What an attacker writes to reach inside; `%` stands for the fixture's port. */
const INTERNAL_ADDRESSES = [
  ...[
    '127.0.0.1:%',
    '127.1:%',
    '2130706433:%',
    '0x7f000001:%',
    '0177.0.0.1:%',
    '127.0.0.1.:%',
    '[::1]:%',
    '[::]:%',
  ],
  ...[
    '[::ffff:127.0.0.1]:%',
    '[::ffff:7f00:1]:%',
    '[::7f00:1]:%',
    '0.0.0.0:%',
    '127.255.255.254:%',
    '[0:0:0:0:0:0:0:1]:%',
  ],
  ...[
    '10.0.0.1',
    '10.255.255.255',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.0.1',
    '169.254.169.254',
    '100.64.0.1',
  ],
  ...[
    '198.18.0.1',
    '192.0.0.1',
    '224.0.0.1',
    '239.255.255.255',
    '255.255.255.255',
    '240.0.0.1',
    '192.0.2.1',
    '0.1.2.3',
  ],
  ...[
    '[fe80::1]',
    '[fc00::1]',
    '[fd00:ec2::254]',
    '[ff02::1]',
    '[2002:7f00:1::]',
    '[2001:0:7f00:1::]',
    '[2001:db8::1]',
  ],
  ...[
    '[64:ff9b::7f00:1]',
    '[64:ff9b:1::7f00:1]',
    '[fec0::1]',
    '[100::1]',
    '[5f00::1]',
    '[::a9fe:a9fe]',
    '[::ffff:10.0.0.1]',
  ],
  ...['①②⑦.⓪.⓪.①:%', '127。0。0。1:%', '0x7f.1:%', '017700000001:%'],
];

describe('addresses', () => {
  it.each(INTERNAL_ADDRESSES)('refuses http://%s', async (template) => {
    const address = `http://${template.replace('%', web.host.split(':')[1] ?? '')}/`;
    const { host } = new URL(address);
    web.on('/', body('text/plain', 'inside'));
    const fault = await faultOf(fetcherWith({ allowLoopback: false }).fetch(address, { gate: gateOn(host) }));
    expect(fault).toMatchObject({ code: 'source.refused', reason: 'address-literal' });
    expect(web.asked).toEqual([]);
  });

  it.each([
    ['only internal ones', ['127.0.0.1']],
    ['an internal one among public ones', ['203.0.114.9', '127.0.0.1']],
    ['a mapped internal one', ['::ffff:127.0.0.1']],
    ['the metadata address', ['169.254.169.254']],
  ])('refuses a name whose answers hold %s', async (_what, addresses) => {
    const answers = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
    const port = web.host.split(':')[1];
    const fetcher = fetcherWith({ allowLoopback: false, resolve: async () => answers });
    const fault = await faultOf(
      fetcher.fetch(`http://rebind.example:${port}/`, { gate: gateOn(`rebind.example:${port}`) }),
    );
    expect(fault).toMatchObject({ code: 'source.refused', reason: 'address-dns' });
    expect(web.asked).toEqual([]);
  });

  it('is unreachable when a name has no answer', async () => {
    const fetcher = fetcherWith({ resolve: async () => [] });
    expect(
      await faultOf(fetcher.fetch('http://none.example/', { gate: gateOn('none.example') })),
    ).toMatchObject({
      code: 'source.unreachable',
    });
  });
});

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

  it.each([
    ['http://127.0.0.1:1/', 'scope'],
    ['http://169.254.169.254/latest/meta-data/', 'address-literal'],
    ['//[::7f00:1]/', 'address-literal'],
    ['file:///etc/passwd', 'scheme'],
    ['http://evil.example/', 'scope'],
  ])('refuses one to %s', async (location, reason) => {
    web.on('/out', redirect(location));
    expect(await faultOf(ask('/out'))).toMatchObject({ code: 'source.refused', reason });
  });

  it('refuses one to loopback when loopback is not allowed', async () => {
    const port = web.host.split(':')[1];
    web.on('/out', redirect('http://127.0.0.1/'));
    const fetcher = fetcherWith({
      allowLoopback: false,
      resolve: async () => [{ address: '127.0.0.1', family: 4 }],
    });
    const request = fetcher.fetch(`http://site.example:${port}/out`, {
      gate: gateOn(`site.example:${port}`, '127.0.0.1'),
    });
    expect(await faultOf(request)).toMatchObject({ code: 'source.refused' });
    expect(web.asked).toEqual([]);
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

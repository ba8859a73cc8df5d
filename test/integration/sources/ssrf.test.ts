import { connect, createServer } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createJudge, peerFault } from '../../../workers/fetch/guarded-connector.ts';
import type { Fetcher, FetcherOptions } from '../../../workers/fetch/safe-fetch.ts';
import { type FixtureWeb, startFixtureWeb, status } from '../../fixtures/sources/fixture-web.ts';
import {
  INTERNAL_ADDRESSES,
  LOOPBACK_ADDRESS_LINES,
  LOOPBACK_SPELLINGS,
} from '../../fixtures/sources/internal-addresses.ts';
import { type Canary, startCanary } from '../../support/canary.ts';
import { testFetcher } from '../../support/collectors.ts';
import { OPEN_GATE } from '../../support/gate.ts';

let canary: Canary;
let web: FixtureWeb;
const fetchers: Fetcher[] = [];
beforeAll(async () => {
  [canary, web] = await Promise.all([startCanary(), startFixtureWeb()]);
});
afterEach(async () => {
  await Promise.all(fetchers.splice(0).map((fetcher) => fetcher.close()));
  // Connections accepted, not requests: a connection alone already tells a port scan what it wants to know.
  expect(canary.hits).toEqual([]);
});
afterAll(async () => {
  await Promise.all([canary.close(), web.close()]);
});

function fetcherWith(options: Partial<FetcherOptions> = {}): Fetcher {
  const fetcher = testFetcher({
    loopbackPorts: new Set([web.port]),
    ...options,
  });
  fetchers.push(fetcher);
  return fetcher;
}

/** Asks as a source whose scope holds whatever the attacker writes: the dialer is what must refuse. */
async function ask(url: string, options: Partial<FetcherOptions> = {}): Promise<unknown> {
  return await fetcherWith(options).fetch(url, { gate: OPEN_GATE });
}

const inside = (template: string): string => template.replace('%', '\0').replace('\0', String(canary.port));
const spelled = (template: string): string => `http://${template.replace(/:%$/, `:${canary.port}`)}/`;

describe('a literal', () => {
  it.each(LOOPBACK_SPELLINGS)('%s is refused', async (template) => {
    await expect(ask(spelled(template))).rejects.toMatchObject({ code: 'source.refused' });
  });

  it.each(LOOPBACK_ADDRESS_LINES)('%j is refused', async (template) => {
    await expect(ask(inside(template))).rejects.toMatchObject({ code: 'source.refused' });
  });

  it.each(INTERNAL_ADDRESSES)('%s is refused', async (address) => {
    await expect(ask(`http://${address}/`)).rejects.toMatchObject({
      code: 'source.refused',
      details: { reason: 'address-literal' },
    });
  });
});

describe('a name', () => {
  const resolveTo = (...addresses: string[]) => ({
    resolve: async () => addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
  });
  const PUBLIC = '203.0.114.9';

  it.each([
    ['an internal address', ['127.0.0.1']],
    ['an internal address among public ones', [PUBLIC, '127.0.0.1']],
    ['public addresses behind an internal one', ['127.0.0.1', PUBLIC]],
    ['a mapped internal address', ['::ffff:127.0.0.1']],
    ['IPv6 only', ['::1']],
    ['a public IPv4 and an internal IPv6', [PUBLIC, 'fd00::1']],
    ['an alias of the metadata service', ['169.254.169.254']],
    ['this machine by no address', ['0.0.0.0']],
    [
      'a thousand answers, the last one internal',
      [...Array.from({ length: 999 }, () => PUBLIC), '127.0.0.1'],
    ],
    ['something that is no address', ['localhost']],
  ])('with %s is refused', async (_what, addresses) => {
    const asking = ask(`http://site.example:${canary.port}/`, resolveTo(...addresses));
    await expect(asking).rejects.toMatchObject({
      code: 'source.refused',
      details: { reason: 'address-dns' },
    });
  });

  it('without an address is unreachable', async () => {
    const asking = ask('http://none.example/', resolveTo());
    await expect(asking).rejects.toMatchObject({ code: 'source.unreachable' });
  });

  it.each(['localhost', 'localhost.', 'LOCALHOST', 'inner.localhost'])(
    '%s, as this machine resolves it, is never dialled',
    async (name) => {
      await expect(ask(`http://${name}:${canary.port}/`)).rejects.toMatchObject({
        code: expect.stringMatching(/^source\.(?:refused|unreachable)$/),
      });
    },
  );

  it('that changes its answer between two requests (TTL 0) is refused at the second', async () => {
    const answers = ['127.0.0.1', '10.0.0.1'];
    const fetcher = fetcherWith({ resolve: async () => [{ address: answers.shift() ?? '', family: 4 }] });
    const host = `site.example:${web.port}`;
    web.on('/flip', (_request, response) => void response.writeHead(200, { connection: 'close' }).end('x'));
    const once = () => fetcher.fetch(`http://${host}/flip`, { gate: OPEN_GATE });
    await once();
    await expect(once()).rejects.toMatchObject({ details: { reason: 'address-dns' } });
  });

  it('is dialled at the address that was judged: an answer is read once', async () => {
    let reads = 0;
    const answer = {
      family: 4,
      get address() {
        reads += 1;
        return reads === 1 ? '127.0.0.1' : '127.0.0.2';
      },
    };
    web.on('/once', status(200));
    const host = `site.example:${web.port}`;
    await fetcherWith({ resolve: async () => [answer] }).fetch(`http://${host}/once`, { gate: OPEN_GATE });
    expect(reads).toBe(1);
  });
});

describe('a redirect to the inside', () => {
  const STATUSES = [300, 301, 302, 303, 305, 306, 307, 308];
  const LOCATIONS = [
    ...[
      'http://127.0.0.1:%/',
      '//127.0.0.1:%/',
      'http://2130706433:%/',
      'http://[::ffff:127.0.0.1]:%/',
      'http://0x7f.1:%/',
    ],
    ...[
      'http://site.example@127.0.0.1:%/',
      'http://①②⑦.⓪.⓪.①:%/',
      'http:\\\\127.0.0.1:%\\',
      'http://localhost:%/',
    ],
    ...['https://127.0.0.1:%/', 'http://inner.example:%/', 'ftp://127.0.0.1:%/', 'ws://127.0.0.1:%/'],
  ];

  it.each(STATUSES.flatMap((code) => LOCATIONS.map((location) => [code, location] as const)))(
    '%i %s is not followed',
    async (code, template) => {
      const location = inside(template);
      web.on('/out', status(code, { location: Buffer.from(location).toString('latin1') }));
      const fetcher = fetcherWith({ resolve: async () => [{ address: '127.0.0.1', family: 4 }] });
      const asking = fetcher.fetch(`${web.origin}/out`, { gate: OPEN_GATE });
      await expect(asking).rejects.toMatchObject({
        code: expect.stringMatching(/^source\.(?:refused|unreachable)$/),
      });
    },
  );
});

describe('a connected socket', () => {
  it('whose peer is loopback is ended', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const bound = server.address();
    const port = typeof bound === 'object' && bound !== null ? bound.port : 0;
    const socket = connect(port, '127.0.0.1');
    await new Promise((resolve) => socket.once('connect', resolve));
    const fault = peerFault(socket, 'site.example', port, createJudge({ loopbackPorts: new Set() }));
    expect(fault).toMatchObject({ code: 'source.refused', details: { reason: 'address-peer' } });
    expect(fault?.message).toContain('loopback');
    expect(socket.destroyed).toBe(true);
    await new Promise<void>((resolve) => void server.close(() => resolve()));
  });

  it('may not lead to a public address of this machine', () => {
    const judge = createJudge({
      loopbackPorts: new Set(),
      ownAddresses: () => ['203.0.114.9', '2606:4700::5'],
    });
    for (const own of ['203.0.114.9', '::ffff:203.0.114.9', '2606:4700:0::5']) {
      expect(judge('site.example', own, 80, 'address-dns')?.message).toContain('"own"');
    }
    expect(judge('site.example', '203.0.114.10', 80, 'address-dns')).toBeUndefined();
  });
});

describe('the canary', () => {
  it('counts a connection when its port is among ours', async () => {
    await ask(`http://127.0.0.1:${canary.port}/`, { loopbackPorts: new Set([canary.port]) });
    expect(canary.hits.splice(0)).toEqual(['tcp 127.0.0.1']);
  });
});

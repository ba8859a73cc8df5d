import { createServer } from 'node:net';
import type { buildConnector } from 'undici';
import { describe, expect, it } from 'vitest';
import { connectWith, createGuardedConnector, type Judge } from '../../../workers/fetch/guarded-connector.ts';
import { connectToOnePlace, type Place } from '../../../workers/fetch/one-place-connector.ts';
import type { FetchRequest, StreamingFetcher } from '../../../workers/fetch/safe-fetch.ts';
import { refused } from '../../../workers/fetch/source-faults.ts';
import { body, type FixtureWeb, redirect, startFixtureWeb } from '../../fixtures/sources/fixture-web.ts';
import { startCanary } from '../../support/canary.ts';
import { testFetcher } from '../../support/collectors.ts';
import { gateOn, NO_ROBOTS, OPEN_GATE } from '../../support/gate.ts';
import { closedAfterEach } from '../../support/opened.ts';
import { startWebSocketServer, textFrame } from '../../support/web-socket-server.ts';

/** Several guards stand one behind the other; here each of them is the only one that could say no. */
const opened = closedAfterEach();

/** What a dial ended with: the fault, or `undefined` for a socket, which is closed. */
async function dial(connector: buildConnector.connector, hostname: string, port: number): Promise<unknown> {
  return await new Promise((resolve) => {
    connector(
      { hostname, host: `${hostname}:${port}`, protocol: 'http:', port: String(port) },
      (error, socket) => {
        socket?.destroy();
        resolve(error ?? undefined);
      },
    );
  });
}

const ALL_FINE: Judge = () => undefined;
const refusal = (reason: string) => ({ code: 'source.refused', details: { reason } });

describe('the dialer', () => {
  it('dials no literal that it may not: nothing learns of the attempt', async () => {
    const canary = opened(await startCanary());
    const connector = createGuardedConnector({ loopbackPorts: new Set(), timeoutMs: 5000 });
    for (const literal of ['127.0.0.1', '[::1]'])
      expect(await dial(connector, literal, canary.port)).toMatchObject(refusal('address-literal'));
    expect(canary.hits).toEqual([]);
  });

  it('gives no socket away whose peer may not be there, though its name and its answers might', async () => {
    const canary = opened(await startCanary());
    const judge: Judge = (host, _address, _port, reason) =>
      reason === 'address-peer' ? refused('another peer', { reason, host }) : undefined;
    const resolve = async () => [{ address: '127.0.0.1', family: 4 }];
    const connector = connectWith(judge, { timeoutMs: 5000, resolve });
    expect(await dial(connector, 'site.example', canary.port)).toMatchObject(refusal('address-peer'));
  });

  it('dials eight answers of a name and no more', async () => {
    const server = createServer();
    await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
    const bound = server.address();
    const port = typeof bound === 'object' && bound !== null ? bound.port : 0;
    await new Promise((done) => void server.close(done));
    const answers = Array.from({ length: 20 }, (_, at) => ({ address: `127.0.0.${at + 1}`, family: 4 }));
    const connector = connectWith(ALL_FINE, { timeoutMs: 5000, resolve: async () => answers });
    const fault = await dial(connector, 'site.example', port);
    expect(fault).toBeInstanceOf(AggregateError);
    expect((fault as AggregateError).errors).toHaveLength(8);
  });
});

describe('the dialer of one place', () => {
  it.each<[string, (port: number) => Place]>([
    ['another port', (port) => ({ host: '127.0.0.1', port: port + 1, network: 'loopback' })],
    ['another host', (port) => ({ host: '127.0.0.2', port, network: 'loopback' })],
    ['another network', (port) => ({ host: '127.0.0.1', port, network: 'private' })],
  ])('dials nothing where the operator named %s', async (_what, placeOf) => {
    const canary = opened(await startCanary());
    const connector = connectToOnePlace(placeOf(canary.port), { what: 'a test', setting: 'NONE' });
    expect(await dial(connector, '127.0.0.1', canary.port)).toMatchObject(refusal('address-literal'));
    expect(canary.hits).toEqual([]);
  });
});

describe('the fetcher', () => {
  async function scene(): Promise<{ web: FixtureWeb; fetcher: StreamingFetcher; name: string }> {
    const web = opened(await startFixtureWeb());
    const resolve = async () => [{ address: '127.0.0.1', family: 4 }];
    const fetcher = opened(testFetcher({ loopbackPorts: new Set([web.port]), resolve }));
    return { web, fetcher, name: `site.example:${web.port}` };
  }

  it('sends no key over http, also where the address would be dialled', async () => {
    const { web, fetcher, name } = await scene();
    const asking = fetcher.fetch(`http://${name}/`, { gate: OPEN_GATE, credentials: { 'x-key': 'secret' } });
    await expect(asking).rejects.toMatchObject(refusal('key-unencrypted'));
    expect(web.asked).toEqual([]);
  });

  it.each<[string, Partial<FetchRequest>]>([
    ['with a key', { credentials: { 'x-key': 'secret' } }],
    ['with a form', { form: { grant_type: 'client_credentials' } }],
  ])('follows no redirect of a request %s, also within its origin', async (_what, wanted) => {
    const { web, fetcher } = await scene();
    web.on('/out', redirect('/in'));
    web.on('/in', body('text/plain', 'x'));
    const asking = fetcher.fetch(`${web.origin}/out`, { gate: gateOn(web.host), ...wanted });
    await expect(asking).rejects.toMatchObject(refusal('key-redirect'));
    expect(web.asked).toEqual(['/out']);
  });

  it('follows no redirect to what the known robots.txt of the host disallows', async () => {
    const { web, fetcher } = await scene();
    web.on('/out', redirect('/closed'));
    const robots = {
      ...NO_ROBOTS,
      checkKnown(url: string) {
        if (url.endsWith('/closed')) throw refused('closed', { reason: 'robots' });
      },
    };
    const asking = fetcher.fetch(`${web.origin}/out`, { gate: gateOn(web.host), robots });
    await expect(asking).rejects.toMatchObject(refusal('robots'));
    expect(web.asked).toEqual(['/out']);
  });

  it('waits for no byte of a body that is declared too large', async () => {
    const { web, fetcher } = await scene();
    web.on('/', (_request, response) => {
      response.writeHead(200, { 'content-length': '1001' });
      response.flushHeaders();
    });
    const asking = fetcher.fetch(web.origin, { gate: gateOn(web.host), maxBytes: 1000, deadlineMs: 5000 });
    await expect(asking).rejects.toMatchObject({ code: 'source.changed', details: { reason: 'too-large' } });
  });

  it('opens no stream whose authorisation ended while it waited for its turn', async () => {
    const server = opened(await startWebSocketServer(textFrame(Buffer.from('x'))));
    const fetcher = opened(testFetcher({ loopbackPorts: new Set([server.port]) }));
    let asked = 0;
    const gate = {
      ...OPEN_GATE,
      check() {
        asked += 1;
        if (asked > 1) throw refused('it ended', { reason: 'expired' });
      },
    };
    const opening = fetcher.connectWebSocket(`ws://${server.host}/`, { gate });
    await expect(opening).rejects.toMatchObject(refusal('expired'));
    expect(server.asked).toEqual([]);
  });
});

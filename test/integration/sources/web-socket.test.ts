import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { StreamingFetcher } from '../../../workers/fetch/safe-fetch.ts';
import { body, redirect, startFixtureWeb } from '../../fixtures/sources/fixture-web.ts';
import { startCanary } from '../../support/canary.ts';
import { testFetcher } from '../../support/collectors.ts';
import { gateOn } from '../../support/gate.ts';
import { closedAfterEach } from '../../support/opened.ts';
import { until } from '../../support/until.ts';
import { startWebSocketServer, textFrame } from '../../support/web-socket-server.ts';

const opened = closedAfterEach();

function fetcherFor(ports: readonly number[], address = '127.0.0.1'): StreamingFetcher {
  return opened(
    testFetcher({
      loopbackPorts: new Set(ports),
      resolve: async () => [{ address, family: 4 }],
    }),
  );
}

describe('a stream', () => {
  it('brings messages, and says who we are', async () => {
    const server = opened(await startWebSocketServer(textFrame(Buffer.from('مرحبا'))));
    const stream = await fetcherFor([server.port]).connectWebSocket(`ws://${server.host}/stream`, {
      gate: gateOn(server.host),
    });
    const data = await new Promise((resolve) => stream.listen({ message: resolve, closed() {} }));
    await stream.end();
    expect(data).toBe('مرحبا');
    expect(server.asked.map(({ headers }) => headers['user-agent'])).toEqual(['Vigie test']);
    expect(server.asked[0]?.headers.cookie).toBeUndefined();
  });

  it.each([
    ['plain', textFrame(Buffer.alloc(1024 * 1024 + 1, 0x61)), []],
    [
      'compressed',
      textFrame(deflateRawSync(Buffer.alloc(64 * 1024 * 1024)), true),
      ['sec-websocket-extensions: permessage-deflate'],
    ],
  ])('ends at a %s message above 1 MiB', async (_what, frame, headers) => {
    const server = opened(await startWebSocketServer(frame, headers));
    const stream = await fetcherFor([server.port]).connectWebSocket(`ws://${server.host}/`, {
      gate: gateOn(server.host),
    });
    const seen: unknown[] = [];
    const fault = await new Promise((resolve) => {
      stream.listen({ message: (data) => void seen.push(data), closed: resolve });
    });
    expect(seen).toEqual([]);
    expect(fault).toMatchObject({ code: 'source.changed', details: { reason: 'bad-message' } });
  });

  it('ends when the caller stops', async () => {
    const server = opened(await startWebSocketServer(textFrame(Buffer.from('x'))));
    const stop = new AbortController();
    const stream = await fetcherFor([server.port]).connectWebSocket(`ws://${server.host}/`, {
      gate: gateOn(server.host),
      signal: stop.signal,
    });
    const ended = new Promise((resolve) => stream.listen({ message() {}, closed: resolve }));
    stop.abort();
    // The server never answers the goodbye.
    await ended;
  });

  it('loses nothing that comes before anybody listens', async () => {
    const frames = Buffer.concat([textFrame(Buffer.from('one')), textFrame(Buffer.from('two'))]);
    const server = opened(await startWebSocketServer(frames));
    const stream = await fetcherFor([server.port]).connectWebSocket(`ws://${server.host}/`, {
      gate: gateOn(server.host),
    });
    // The server has sent both behind its handshake; a round trip of its own later they are here.
    await fetch(`http://${server.host}/`);
    const seen: unknown[] = [];
    stream.listen({ message: (data) => void seen.push(data), closed() {} });
    await until('both frames', () => seen.length === 2);
    expect(seen).toEqual(['one', 'two']);
    await stream.end();
  });
});

describe('a stream to which nobody listens yet', () => {
  it.each([
    ['large', textFrame(Buffer.alloc(1024 * 1024, 0x61)), 24, 17],
    ['empty', textFrame(Buffer.alloc(0)), 200_000, 131_072],
  ])('keeps so many %s messages, and is ended', async (_what, frame, sent, kept) => {
    const server = opened(
      await startWebSocketServer(Buffer.concat(Array.from({ length: sent }, () => frame))),
    );
    const stream = await fetcherFor([server.port]).connectWebSocket(`ws://${server.host}/`, {
      gate: gateOn(server.host),
    });
    await until('the stream is ended', () => server.asked[0]?.socket.destroyed === true);
    const seen: unknown[] = [];
    const fault = await new Promise((resolve) => {
      stream.listen({ message: (data) => void seen.push(data), closed: resolve });
    });
    expect(fault).toBeUndefined();
    expect(seen.length).toBeLessThanOrEqual(kept);
    expect(seen.length).toBeGreaterThan(kept / 2);
  });
});

describe('a stream is refused', () => {
  it.each([
    ['ws://127.0.0.1:%/', 'address-literal'],
    ['ws://[::ffff:127.0.0.1]:%/', 'address-literal'],
    ['ws://2130706433:%/', 'address-literal'],
    ['ws://inside.example:%/', 'address-dns'],
    ['ws://user:secret@inside.example:%/', 'credentials'],
    ['ftp://inside.example:%/', 'scheme'],
    ['ws://elsewhere.example:%/', 'scope'],
  ])('to %s', async (template, reason) => {
    const canary = opened(await startCanary());
    const url = template.replace('%', String(canary.port));
    const host = new URL(url.replace('elsewhere', 'inside')).host;
    const opening = fetcherFor([]).connectWebSocket(url, { gate: gateOn(host) });
    await expect(opening).rejects.toMatchObject({ code: 'source.refused', details: { reason } });
    expect(canary.hits).toEqual([]);
  });

  it('by a redirect, which is never followed', async () => {
    const canary = opened(await startCanary());
    const web = opened(await startFixtureWeb());
    web.on('/', redirect(`ws://127.0.0.1:${canary.port}/`));
    const opening = fetcherFor([web.port]).connectWebSocket(`ws://${web.host}/`, { gate: gateOn(web.host) });
    const details = { reason: 'not-a-stream', status: 302 };
    await expect(opening).rejects.toMatchObject({ code: 'source.changed', details });
    expect(canary.hits).toEqual([]);
  });

  it('by a server that answers with a page', async () => {
    const web = opened(await startFixtureWeb());
    web.on('/', body('text/html', 'no stream here'));
    const opening = fetcherFor([web.port]).connectWebSocket(`ws://${web.host}/`, { gate: gateOn(web.host) });
    const details = { reason: 'not-a-stream', status: 200 };
    await expect(opening).rejects.toMatchObject({ code: 'source.changed', details });
  });

  it('by a server that never answers, at the deadline', async () => {
    const web = opened(await startFixtureWeb());
    web.on('/', () => {});
    const opening = fetcherFor([web.port]).connectWebSocket(`ws://${web.host}/`, {
      gate: gateOn(web.host),
      deadlineMs: 200,
    });
    await expect(opening).rejects.toMatchObject({ details: { reason: 'deadline' } });
  });
});

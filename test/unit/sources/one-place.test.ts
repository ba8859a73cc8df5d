import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isSameHost } from '../../../workers/fetch/address.ts';
import { askOnePlace } from '../../../workers/fetch/ask-one-place.ts';

describe('a host', () => {
  it.each([
    ['[fd00::7]', 'fd00::7', true],
    ['fd00:0:0::7', 'FD00::7', true],
    ['[::ffff:10.0.0.7]', '10.0.0.7', true],
    ['Witness.example', 'witness.example', true],
    ['fd00::7', 'fd00::8', false],
    ['10.0.0.7', '10.0.0.70', false],
    ['10.0.0.7', 'witness.example', false],
    ['witness.example', 'witness.example.org', false],
  ])('%s and %s are one: %s', (one, other, same) => expect(isSameHost(one, other)).toBe(same));
});

const hasIpv6 = Object.values(networkInterfaces()).some((list) =>
  list?.some(({ address }) => address === '::1'),
);

describe.skipIf(!hasIpv6)('a place that is named by an IPv6 address', () => {
  const server = createServer((_request, response) => void response.end('here'));
  let port = 0;
  beforeAll(async () => {
    await new Promise<void>((done) => void server.listen(0, '::1', done));
    port = (server.address() as AddressInfo).port;
  });
  afterAll(() => new Promise((done) => void server.close(done)));

  it.each(['[::1]', '[0:0:0:0:0:0:0:1]'])('%s is asked', async (host) => {
    const answer = await askOnePlace({
      url: new URL(`http://${host}:${port}/`),
      network: 'loopback',
      purpose: { what: 'a test', setting: 'NONE' },
      headers: {},
      timeoutMs: 5000,
      maxBytes: 100,
    });
    expect(answer.body.toString()).toBe('here');
  });
});

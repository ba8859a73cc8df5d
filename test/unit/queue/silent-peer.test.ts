import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { endWhenGone } from '../../../queue/storage/silent-peer.ts';
import { until } from '../../support/until.ts';

const LIMITS = { silentMs: 20, goneMs: 120 };

describe('a connection that is silent', () => {
  let server: Server;
  const sockets: Socket[] = [];
  afterEach(() => {
    for (const socket of sockets.splice(0)) socket.destroy();
    server.close();
  });

  /** A connection to a server that says nothing to the first, and `greet` to whoever comes after it. */
  async function dial(greet: (socket: Socket) => void) {
    let asked = 0;
    server = createServer((socket) => {
      sockets.push(socket);
      socket.on('error', () => undefined);
      if (sockets.length === 2) return;
      asked += 1;
      socket.on('data', () => greet(socket));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    sockets.push(socket);
    await once(socket, 'connect');
    await until('the connection', () => sockets.length === 2);
    return { socket, asked: () => asked };
  }

  it('ends where its server answers nobody', async () => {
    const { socket } = await dial(() => undefined);
    const ended = once(socket, 'error');
    endWhenGone(socket, LIMITS);
    expect((await ended)[0]).toMatchObject({
      code: 'ETIMEDOUT',
      message: expect.stringMatching(/^expected 127/),
    });
    expect(socket.destroyed).toBe(true);
  });

  it.each<[string, (socket: Socket) => void]>([
    ['answers', (socket) => socket.write('N')],
    ['refuses', (socket) => socket.destroy()],
  ])('is asked after again and again, and left alone, where its server %s', async (_how, greet) => {
    const { socket, asked } = await dial(greet);
    endWhenGone(socket, LIMITS);
    await until('several questions', () => asked() > 3);
    expect(socket.destroyed).toBe(false);
  });

  it('is left alone where nothing listens any more: whoever is there will tell it', async () => {
    const { socket } = await dial(() => undefined);
    server.close();
    endWhenGone(socket, LIMITS);
    let rounds = 0;
    socket.on('timeout', () => {
      rounds += 1;
    });
    await until('several rounds', () => rounds > 3);
    expect(socket.destroyed).toBe(false);
  });
});

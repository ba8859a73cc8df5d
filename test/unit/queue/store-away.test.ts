import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { expireTexts, expireTextsRequest } from '../../../queue/jobs/index.ts';
import { SILENT_LOGGER } from '../../../queue/runtime/logger.ts';
import {
  createJobQueue,
  type JobQueue,
  readRedisFacts,
  redisBackend,
} from '../../../queue/transport/index.ts';

/** A Redis that is away: each connection ends as soon as it is there. */
async function openNobody(): Promise<Server> {
  const server = createServer((socket) => socket.destroy());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

describe('a process that ends while Redis is away', () => {
  let nobody: Server;
  let queue: JobQueue;
  let adding: Promise<unknown>;
  beforeEach(async () => {
    nobody = await openNobody();
    const { port } = nobody.address() as AddressInfo;
    queue = createJobQueue(redisBackend(`redis://127.0.0.1:${port}`), SILENT_LOGGER);
    queue.work(expireTexts, async () => undefined, { concurrency: 1, onDead: async () => undefined });
    adding = queue.add([expireTextsRequest(Date.now())]).catch((error: unknown) => error);
  });
  afterEach(() => nobody.close());

  async function expectEnd(): Promise<void> {
    await queue.stopWaiting();
    await queue.close();
    expect(await adding).toBeInstanceOf(Error);
  }

  it('waits for nothing that was asked of it, before the first answer', expectEnd);

  it('waits for nothing that was asked of it, between two tries', async () => {
    for (let tries = 0; tries < 6; tries += 1) await once(nobody, 'connection');
    await expectEnd();
  });
});

it('says why Redis cannot be asked for its settings, not only that the connection is closed', async () => {
  const nobody = await openNobody();
  const { port } = nobody.address() as AddressInfo;
  await once(nobody.close(), 'close');
  await expect(readRedisFacts(`redis://127.0.0.1:${port}`)).rejects.toThrow(`ECONNREFUSED 127.0.0.1:${port}`);
});

import type { Worker } from 'bullmq';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { SILENT_LOGGER } from '../../../queue/runtime/logger.ts';
import {
  createJobQueue,
  postgresBackend,
  type QueueBackend,
  redisBackend,
} from '../../../queue/transport/index.ts';
import { COLUMNS, openColumn } from '../../support/columns.ts';
import { until } from '../../support/until.ts';

const Payload = z.strictObject({ version: z.literal(1) });

interface Taking {
  moveToActive(...args: unknown[]): Promise<unknown>;
}

describe.each(COLUMNS)('a store whose disk is full, %s', (name) => {
  it('is asked again after pauses that grow, and not a thousand times a second', async () => {
    const column = await openColumn(name);
    const real =
      name === 'embedded'
        ? await postgresBackend(column.database.pool)
        : redisBackend(String(column.env.VIGIE_REDIS_URL));
    let isFull = true;
    let asked = 0;
    const backend: QueueBackend = {
      ...real,
      worker(...args) {
        const worker: Worker = real.worker(...args);
        const own = worker as unknown as Taking;
        const take = own.moveToActive.bind(worker);
        own.moveToActive = async (...what) => {
          asked += 1;
          if (isFull) throw new Error('MISCONF not able to persist on disk');
          return take(...what);
        };
        return worker;
      },
    };
    const waits: number[] = [];
    const askedThen: number[] = [];
    const queue = createJobQueue(backend, SILENT_LOGGER, async (ms) => {
      waits.push(ms);
      askedThen.push(asked);
      isFull = waits.length < 7;
    });
    try {
      const job = {
        name: 'failing-store',
        payload: Payload,
        attempts: 3,
        backoffMs: 5,
        restsWhileStopped: false,
      };
      await queue.add([{ job, id: 'one', payload: { version: 1 } }]);
      let done = 0;
      queue.work(
        job,
        async () => {
          done += 1;
        },
        { concurrency: 4, onDead: async () => undefined },
      );
      await until('the job is done', () => done === 1);
      expect(waits).toEqual([100, 200, 400, 800, 1600, 2000, 2000]);
      // Each time it was asked once.
      expect(askedThen).toEqual([1, 2, 3, 4, 5, 6, 7]);
    } finally {
      await queue.close();
      await column.close();
    }
  });
});

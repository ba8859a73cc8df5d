import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { JobDefinition } from '../../../queue/jobs/index.ts';
import { AppError } from '../../../queue/runtime/errors.ts';
import type { DeadJob, JobQueue, JobWorker } from '../../../queue/transport/index.ts';
import { COLUMNS, type Column, openColumn } from '../../support/columns.ts';
import { until } from '../../support/until.ts';

const Payload = z.strictObject({ version: z.literal(1), ids: z.array(z.string()) });
type Payload = z.infer<typeof Payload>;

let jobNumber = 0;

/** A kind of job of its own per test: nothing is left over from the one before. */
function newJob(attempts = 3): JobDefinition<Payload> {
  jobNumber += 1;
  return {
    name: `conformance-${jobNumber}`,
    payload: Payload,
    attempts,
    backoffMs: 5,
    restsWhileStopped: false,
  };
}

function request(job: JobDefinition<Payload>, id: string, ids: string[] = [id]) {
  return { job, id: `job-${id}`, payload: { version: 1, ids } };
}

describe.each(COLUMNS)('job queue, %s', (name) => {
  let column: Column;
  let queue: JobQueue;
  let workers: JobWorker[] = [];
  beforeAll(async () => {
    column = await openColumn(name);
    queue = column.queue;
  });
  afterEach(async () => {
    await Promise.all(workers.map((worker) => worker.close()));
    workers = [];
  });
  afterAll(() => column.close());

  function work(
    job: JobDefinition<Payload>,
    handler: (payload: Payload) => Promise<void>,
    dead: DeadJob[] = [],
  ) {
    const onDead = async (one: DeadJob) => void dead.push(one);
    workers.push(queue.work(job, handler, { concurrency: 4, onDead }));
    return dead;
  }

  it('hands every job over once', async () => {
    const job = newJob();
    const seen: string[] = [];
    work(job, async ({ ids }) => void seen.push(...ids));
    const ids = Array.from({ length: 250 }, (_, at) => `n${at}`);
    await queue.add(ids.map((id) => request(job, id)));
    await until('all jobs', () => seen.length >= ids.length);
    expect(seen.sort()).toEqual(ids.sort());
  });

  it('takes the same id twice as one job, also after it has finished', async () => {
    const job = newJob();
    let runs = 0;
    work(job, async () => {
      runs += 1;
    });
    await queue.add([request(job, 'same'), request(job, 'same')]);
    await until('the first run', () => runs === 1);
    await until(
      'the kept record',
      async () => (await queue.presence(job, ['job-same'])).get('job-same') === 'finished',
    );
    await queue.add([request(job, 'same'), request(job, 'other')]);
    await until('the other job', () => runs === 2);
    expect(runs).toBe(2);
  });

  it('runs a forgotten id again', async () => {
    const job = newJob();
    let runs = 0;
    work(job, async () => {
      runs += 1;
    });
    await queue.add([request(job, 'again')]);
    await until(
      'the record',
      async () => (await queue.presence(job, ['job-again'])).get('job-again') === 'finished',
    );
    await queue.forget(job, ['job-again']);
    await queue.add([request(job, 'again')]);
    await until('the second run', () => runs === 2);
  });

  it('tells absent, pending and finished jobs apart', async () => {
    const job = newJob();
    await queue.add([request(job, 'waits')]);
    const before = await queue.presence(job, ['job-waits', 'job-never']);
    expect([before.get('job-waits'), before.get('job-never')]).toEqual(['pending', 'absent']);
    expect((await queue.counts(job)).waiting).toBe(1);
  });

  it('tries a failing job again and succeeds', async () => {
    const job = newJob();
    let runs = 0;
    const dead = work(job, async () => {
      runs += 1;
      if (runs < 3) throw new Error('not yet');
    });
    await queue.add([request(job, 'flaky')]);
    await until('the third run', () => runs === 3);
    expect(dead).toEqual([]);
  });

  it('dead-letters a job after its last attempt and frees its id', async () => {
    const job = newJob(2);
    let runs = 0;
    const dead = work(job, async () => {
      runs += 1;
      throw new Error('never \u0000 works \ud800');
    });
    await queue.add([request(job, 'hopeless')]);
    await until('the dead letter', () => dead.length === 1);
    expect(runs).toBe(2);
    expect(dead[0]).toMatchObject({
      jobId: 'job-hopeless',
      reason: 'attempts',
      message: 'never  works \ufffd',
    });
    await until(
      'the free id',
      async () => (await queue.presence(job, ['job-hopeless'])).get('job-hopeless') === 'absent',
    );
  });

  it('dead-letters a job with more attempts than starts are allowed', async () => {
    const job = newJob(5);
    let runs = 0;
    const dead = work(job, async () => {
      runs += 1;
      throw new Error('never works');
    });
    await queue.add([request(job, 'worn-out')]);
    await until('the dead letter', () => dead.length === 1);
    expect([runs, dead[0]?.reason]).toEqual([4, 'attempts']);
  });

  it('waits for records that are away and uses up no attempt', async () => {
    const job = newJob(1);
    let runs = 0;
    const dead = work(job, async () => {
      runs += 1;
      if (runs < 4) throw Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
    });
    await queue.add([request(job, 'outage')]);
    await until('the fourth run', () => runs === 4);
    expect(dead).toEqual([]);
  });

  it('waits with a dead letter, too, for records that went away after the last attempt', async () => {
    const job = newJob(1);
    const letters: DeadJob[] = [];
    let tries = 0;
    const onDead = async (letter: DeadJob) => {
      tries += 1;
      if (tries < 3) throw Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' });
      letters.push(letter);
    };
    const handler = async () => {
      throw new Error('never works');
    };
    workers.push(queue.work(job, handler, { concurrency: 1, onDead }));
    await queue.add([request(job, 'buried-late')]);
    await until('the dead letter', () => letters.length === 1);
    expect(letters[0]).toMatchObject({ jobId: 'job-buried-late', reason: 'attempts' });
  });

  it('dead-letters at once what says that trying again is useless', async () => {
    const job = newJob(5);
    let runs = 0;
    const dead = work(job, async () => {
      runs += 1;
      throw new AppError('input.invalid', 'broken for good');
    });
    await queue.add([request(job, 'broken')]);
    await until('the dead letter', () => dead.length === 1);
    expect([runs, dead[0]?.reason]).toEqual([1, 'gave-up']);
  });

  it('drops what a stop has ended: no dead letter, no further try, and its id is free', async () => {
    const job = newJob();
    let isStopped = true;
    let runs = 0;
    const dead = work(job, async () => {
      runs += 1;
      if (isStopped) throw new AppError('work.stopped', 'stopped for the test');
    });
    await queue.add([request(job, 'dropped')]);
    await until('the job is gone', async () => {
      const presence = await queue.presence(job, ['job-dropped']);
      return runs === 1 && presence.get('job-dropped') === 'absent';
    });
    isStopped = false;
    await queue.add([request(job, 'dropped')]);
    await until('it ran again', () => runs === 2);
    expect(dead).toEqual([]);
  });

  it('dead-letters a payload of another version on take, and goes on working', async () => {
    const job = newJob();
    const anything: JobDefinition = { ...job, payload: z.unknown() };
    const seen: string[] = [];
    const dead = work(job, async ({ ids }) => void seen.push(...ids));
    await queue.add([
      { job: anything, id: 'job-new', payload: { version: 2, ids: ['x'] } },
      request(job, 'good'),
    ]);
    await until('the good job', () => seen.length === 1);
    await until('the dead letter', () => dead.length === 1);
    expect(dead[0]).toMatchObject({
      jobId: 'job-new',
      reason: 'payload',
      payload: { version: 2, ids: ['x'] },
    });
  });

  it('refuses a payload of another shape on enqueue', async () => {
    const job = newJob();
    const bad = { job, id: 'job-bad', payload: { version: 1, text: 'never text' } };
    await expect(queue.add([bad])).rejects.toThrow();
  });

  it('finishes the job in hand before it closes', async () => {
    const job = newJob();
    let finish = () => {};
    const gate = new Promise<void>((resolve) => {
      finish = resolve;
    });
    let isStarted = false;
    let isDone = false;
    const worker = queue.work(
      job,
      async () => {
        isStarted = true;
        await gate;
        isDone = true;
      },
      { concurrency: 1, onDead: async () => {} },
    );
    await queue.add([request(job, 'slow')]);
    await until('the start', () => isStarted);
    const closed = worker.close();
    finish();
    await closed;
    expect(isDone).toBe(true);
  });
});

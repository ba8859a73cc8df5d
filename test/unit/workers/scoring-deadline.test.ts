import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { SealedBatch } from '../../../queue/contracts/index.ts';
import { createScoringThreads } from '../../../workers/scoring/scoring.ts';
import type { ThreadSetup } from '../../../workers/scoring/scoring-thread.ts';

interface Taken {
  readonly batch: unknown;
  /** Whose clock runs since the pool was given the batch. */
  readonly signal: AbortSignal;
  end(): void;
  fail(error: Error): void;
}

const taken: Taken[] = [];

/** A pool that is given batches and never ends one of itself. */
vi.mock('piscina', () => ({
  Piscina: class {
    run(batch: unknown, { name, signal }: { name?: string; signal?: AbortSignal }): Promise<unknown> {
      if (name === 'ready' || signal === undefined) return Promise.resolve();
      return new Promise((resolve, reject) => {
        taken.push({ batch, signal, end: () => resolve(batch), fail: reject });
      });
    }
    close(): Promise<void> {
      return Promise.resolve();
    }
  },
}));

const batchOf = (name: string) => ({ name }) as unknown as SealedBatch;
const names = () => taken.map(({ batch }) => (batch as { name: string }).name);

beforeEach(() => {
  taken.length = 0;
});

describe('the deadline of a batch', () => {
  it('starts with a thread for it: who waits behind a batch that hangs does not end with it', async () => {
    const scoring = createScoringThreads({} as ThreadSetup, 2);
    const [hangs, ends, third, fourth] = ['hangs', 'ends', 'third', 'fourth'].map((name) =>
      scoring.assess(batchOf(name)),
    );
    await Promise.resolve();
    expect(names()).toEqual(['hangs', 'ends']);

    taken[1]?.end();
    await ends;
    await vi.waitFor(() => expect(names()).toEqual(['hangs', 'ends', 'third']));

    taken[0]?.fail(new Error('the deadline'));
    await expect(hangs).rejects.toThrow('the deadline');
    await vi.waitFor(() => expect(names()).toEqual(['hangs', 'ends', 'third', 'fourth']));
    for (const one of taken.slice(2)) one.end();
    expect(await Promise.all([third, fourth])).toEqual([batchOf('third'), batchOf('fourth')]);
  });
});

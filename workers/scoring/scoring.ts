import { Piscina } from 'piscina';
import type { SealedBatch } from '../../queue/contracts/index.ts';
import { threadEntry } from '../../queue/runtime/thread-entry.ts';
import type { Vault } from '../../queue/vault/index.ts';
import type { Scorer } from '../../rules/index.ts';
import { type AssessedBatch, assessBatch } from './assess-batch.ts';
import { scorersByHolds } from './scorers-by-holds.ts';
import type { ThreadSetup } from './scoring-thread.ts';
import { createTurns } from './turns.ts';

/** Turns sealed posts into assessments. */
export interface Scoring {
  assess(batch: SealedBatch): Promise<AssessedBatch>;
  close(): Promise<void>;
}

/** A batch that takes this long has met a rule that hangs: its thread is ended and the job tried again, ms. */
const BATCH_DEADLINE_MS = 30_000;
const THREAD_MEMORY_MB = 512;
/** What a batch makes is dropped within milliseconds: with room for more of them, less of it is copied by the collector. */
const THREAD_YOUNG_MB = 64;

/**
 * Scores in threads: pages, queue and database of the process stay quick while rules run, and a rule that hangs or eats
 * memory costs only its own batch. Opening and scoring are half of a post's computing, so a second core is used too.
 */
export function createScoringThreads(setup: ThreadSetup, threads: number): Scoring {
  const pool = new Piscina<unknown, AssessedBatch>({
    filename: threadEntry(import.meta.url, 'scoring-thread'),
    name: 'assess',
    minThreads: 1,
    maxThreads: threads,
    workerData: setup,
    resourceLimits: { maxOldGenerationSizeMb: THREAD_MEMORY_MB, maxYoungGenerationSizeMb: THREAD_YOUNG_MB },
  });
  const inTurn = createTurns(threads);
  // A thread that is ended while it loads its modules takes the process with it (Node 20), so closing waits for the first.
  const loaded = pool.run(undefined, { name: 'ready' }).catch(() => undefined);
  return {
    // The clock of a batch starts with its turn: one that waits for a thread has met no rule yet, and must not end with the
    // batch that keeps the thread.
    assess: (batch) => inTurn(() => pool.run(batch, { signal: AbortSignal.timeout(BATCH_DEADLINE_MS) })),
    close: async () => {
      await loaded;
      await pool.close();
    },
  };
}

/**
 * Scores where it is called: for tests, and to compare with.
 * @param scorer one for every batch, or what makes the one for the rules that are switched off
 */
export function createScoringInline(
  vault: Vault,
  scorer: Scorer | ((holds: readonly string[]) => Scorer),
): Scoring {
  const scorerWith = typeof scorer === 'function' ? scorersByHolds(scorer) : () => scorer;
  return {
    assess: (batch) => Promise.resolve(assessBatch(vault, scorerWith(batch.holds ?? []), batch)),
    close: () => Promise.resolve(),
  };
}

import { workerData } from 'node:worker_threads';
import type { SealedBatch } from '../../queue/contracts/index.ts';
import { createVault, type MasterKey } from '../../queue/vault/index.ts';
import { type CompiledRules, createScorer } from '../../rules/scoring.ts';
import { type AssessedBatch, assessBatch } from './assess-batch.ts';
import { scorersByHolds } from './scorers-by-holds.ts';

/** What a scoring thread is started with. */
export interface ThreadSetup {
  readonly rules: CompiledRules;
  readonly release: string | null;
  readonly key: MasterKey;
  /** Languages of which rules flag nothing for review. @defaultValue none */
  readonly shadowLanguages?: readonly string[];
}

const setup = workerData as ThreadSetup;
const vault = createVault({ ...setup.key, bytes: Buffer.from(setup.key.bytes) });
const { rules, release, shadowLanguages = [] } = setup;
const scorerWith = scorersByHolds((holds) => createScorer(rules, { release, holds, shadowLanguages }));

export function assess(batch: SealedBatch): AssessedBatch {
  return assessBatch(vault, scorerWith(batch.holds ?? []), batch);
}

/** Answers once the thread has loaded what it needs. */
export function ready(): void {}

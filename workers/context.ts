import type { Kysely } from 'kysely';
import type { Source } from '../queue/contracts/index.ts';
import type { EvidenceStore } from '../queue/evidence/index.ts';
import type { Clock } from '../queue/runtime/clock.ts';
import type { Logger } from '../queue/runtime/logger.ts';
import type { Policy } from '../queue/runtime/policy.ts';
import type { Schema } from '../queue/storage/index.ts';
import type { Vault } from '../queue/vault/index.ts';
import type { AlertSettings } from './alerts/index.ts';
import type { Station } from './evidence/collection-record.ts';
import type { Controls } from './scoring/known-controls.ts';
import type { Sampling } from './scoring/sampling.ts';
import type { Scoring } from './scoring/scoring.ts';
import type { Collector } from './sources/index.ts';
import type { StopWatch } from './stop-watch.ts';

/** What the handlers work with; built once per process, closed by whoever built it. */
export interface WorkerContext {
  readonly db: Kysely<Schema>;
  readonly vault: Vault;
  readonly policy: Policy;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly scoring: Scoring;
  /** Mixes control items in; `undefined` where the process scores without a review desk. */
  readonly controls: Controls | undefined;
  /** How many unflagged posts are drawn to be judged unmarked; `undefined` where the process scores without a review desk. */
  readonly sampling: Sampling | undefined;
  readonly collector: Collector;
  /** Configured sources by id. */
  readonly sources: ReadonlyMap<string, Source>;
  /** Aborted when the process stops: a round in progress ends, its job is taken up again later. */
  readonly stopping: AbortSignal;
  /** Where captures are kept, and who makes them. */
  readonly evidence: { readonly store: EvidenceStore; readonly station: Station };
  /** Whom alerts go to; `undefined` where nobody is configured, `null` where nobody is to be told: in a demonstration. */
  readonly alerts: AlertSettings | null | undefined;
  /** Ends collecting and scoring when the stop control is used. */
  readonly stops: StopWatch;
  /** Makes the store give up the bytes of what was erased. */
  afterErasure(): Promise<void>;
  /** Tells the relay and the sequencer that there is something to do. */
  nudge(): void;
}

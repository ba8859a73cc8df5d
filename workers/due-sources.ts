import type { Source, SourceState } from '../queue/contracts/index.ts';
import { backfillSourceRequest, collectSourceRequest, type JobRequest } from '../queue/jobs/index.ts';
import type { SourceDue } from '../queue/storage/index.ts';
import { boundsOf } from './handlers/pace.ts';
import { stateOfRefusal } from './handlers/source-state.ts';
import type { Collector } from './sources/index.ts';

/**
 * What was put into the queue's store is put there again after this long, in milliseconds: the store may have lost it, or
 * given it up because its process died four times. The round then goes on where it was.
 */
const ADD_AGAIN_MS = 20_000;

/**
 * A round that is recorded further ahead than this, in milliseconds, was read under a clock that was set back since: its source is due
 * at once, and not only when that time has come. Clocks of two workers differ by less.
 */
const CLOCK_SKEW_MS = 15 * 60_000;

export interface DueSources {
  /** Jobs due now that this process has not just added. */
  requests(known: ReadonlyMap<string, SourceDue>, nowMs: number): JobRequest[];
  /** Notes that the store has taken them. */
  added(requests: readonly JobRequest[], nowMs: number): void;
}

/**
 * Which sources are due. A job's id names the round after the last recorded one, so asking again, or from two processes,
 * adds none; what is remembered here only spares the store being told the same every two seconds.
 */
export function createDueSources(
  sources: readonly Source[],
  collector: Pick<Collector, 'refusalOf'>,
): DueSources {
  const collected = sources.filter((source) => source.enabled && source.kind !== 'import');
  const addedAt = new Map<string, number>();
  return {
    requests(known, nowMs) {
      for (const [id, at] of addedAt) if (Math.abs(nowMs - at) >= ADD_AGAIN_MS) addedAt.delete(id);
      return (
        collected
          .filter((source) => !isKnownSuspended(known.get(source.id)))
          // That it may not be collected was recorded by the round that was dropped for it; once is enough.
          .filter((source) => known.get(source.id)?.state !== dropStateOf(collector, source))
          .flatMap((source) => requestsOf(source, known.get(source.id), nowMs))
          .filter((request) => !addedAt.has(request.id))
      );
    },
    added(requests, nowMs) {
      for (const { id } of requests) addedAt.set(id, nowMs);
    },
  };
}

/** That it is suspended was recorded by a round that was dropped for it; once is enough here, too. */
function isKnownSuspended(known: SourceDue | undefined): boolean {
  return known?.isSuspended === true && known.state === stateOfRefusal('suspended');
}

function requestsOf(source: Source, known: SourceDue | undefined, nowMs: number): JobRequest[] {
  const requests: JobRequest[] = [];
  if (isDue(source, known, nowMs)) {
    requests.push(collectSourceRequest(source.id, (known?.lastRound ?? 0) + 1));
  }
  // A source that does not answer is not asked for its past.
  if (known?.hasBackfill === true && (known.state === 'ok' || known.state === 'sparse')) {
    requests.push(backfillSourceRequest(source.id, known.lastRound));
  }
  return requests;
}

/** Bounds that were changed since the last round hold at once. */
function isDue(source: Source, known: SourceDue | undefined, nowMs: number): boolean {
  if (!known || known.lastRoundAtMs === null) return true;
  if (known.lastRoundAtMs - nowMs > CLOCK_SKEW_MS) return true;
  const latestMs = known.lastRoundAtMs + boundsOf(source).slowest * 1000;
  return nowMs >= Math.min(known.nextDueAtMs ?? latestMs, latestMs);
}

function dropStateOf(collector: Pick<Collector, 'refusalOf'>, source: Source): SourceState | null {
  const refusal = collector.refusalOf(source);
  return refusal === null ? null : stateOfRefusal(refusal.reason);
}

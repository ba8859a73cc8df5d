import type { CollectSource, Source, SourceState } from '../../queue/contracts/index.ts';
import { appendEntry } from '../../queue/log/index.ts';
import { messageOf } from '../../queue/runtime/errors.ts';
import { addRefusals, recordStanding } from '../../queue/storage/index.ts';
import type { WorkerContext } from '../context.ts';
import { recordDropped } from './drop-round.ts';
import { withShorterRetention } from './retention.ts';
import { refusalReason, stateAfter, stateOfRefusal } from './source-state.ts';
import { stagePosts } from './stage.ts';

export type CollectContext = Pick<
  WorkerContext,
  'db' | 'vault' | 'policy' | 'clock' | 'logger' | 'collector' | 'sources' | 'nudge' | 'stopping'
>;

export interface RoundReport {
  readonly sourceId: string;
  readonly state: SourceState;
  readonly message: string | null;
  readonly fresh: number;
  readonly known: number;
}

/** A job that waited until its source was switched off, removed or out of its authorisation is dropped, and logged. */
export async function handleCollectSource(context: CollectContext, job: CollectSource): Promise<void> {
  const source = context.sources.get(job.sourceId);
  if (source !== undefined) {
    await collectRound(context, source, job.round);
    return;
  }
  const { sourceId, round } = job;
  const message = `no file in config/sources has the id "${sourceId}" any more`;
  await recordDropped(context, { sourceId, round, state: 'off', reason: 'removed', message });
}

/**
 * One round of one source: what it yields is staged as it comes, and how the source stands is recorded with the log
 * entry. A source that blocks, changed or cannot be reached gets that state; what came before the fault is kept.
 */
export async function collectRound(
  context: CollectContext,
  source: Source,
  round: number,
): Promise<RoundReport> {
  const refusal = context.collector.refusalOf(source);
  if (refusal !== null) {
    const { reason, message } = refusal;
    const state = stateOfRefusal(reason);
    await recordDropped(context, { sourceId: source.id, round, state, reason, message });
    context.logger.info({ source: source.id, state, reason }, 'source round dropped');
    return { sourceId: source.id, state, message, fresh: 0, known: 0 };
  }
  const counts = { fresh: 0, known: 0 };
  const refusals = new Map<string, number>();
  const onRefusal = (reason: string): void => void refusals.set(reason, (refusals.get(reason) ?? 0) + 1);
  let state: SourceState = 'ok';
  let message: string | null = null;
  try {
    const staging = withShorterRetention(context, source);
    for await (const posts of context.collector.collect(source, { signal: context.stopping, onRefusal })) {
      const staged = await stagePosts(staging, source.id, posts, `source:${source.id}`);
      counts.fresh += staged.fresh;
      counts.known += staged.known;
    }
  } catch (error) {
    state = stateAfter(error);
    message = messageOf(error);
    const reason = refusalReason(error);
    if (reason !== undefined) onRefusal(reason);
  }
  const { purpose } = source.authorisation;
  const now = new Date(context.clock.now());
  await context.db.transaction().execute(async (tx) => {
    await recordStanding(tx, { sourceId: source.id, state, message, round, at: now, purpose });
    await addRefusals(tx, source.id, refusals, now);
    await appendEntry(tx, {
      kind: 'source.round',
      actor: 'worker:collect',
      at: now.toISOString(),
      subject: source.id,
      body: { state, round, purpose, ...counts, refusals: Object.fromEntries(refusals) },
    });
  });
  context.nudge();
  context.logger.info({ source: source.id, state, ...counts }, 'source round');
  return { sourceId: source.id, state, message, ...counts };
}

import {
  type CollectSource,
  isAuthorised,
  type Source,
  type SourceState,
} from '../../queue/contracts/index.ts';
import { appendEntry } from '../../queue/log/index.ts';
import { AppError, messageOf } from '../../queue/runtime/errors.ts';
import { recordStanding } from '../../queue/storage/index.ts';
import type { WorkerContext } from '../context.ts';
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

export async function handleCollectSource(context: CollectContext, job: CollectSource): Promise<void> {
  const source = context.sources.get(job.sourceId);
  if (!source || source.kind === 'import') return;
  await collectRound(context, source, job.round);
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
  const counts = { fresh: 0, known: 0 };
  let state: SourceState = isAuthorised(source, context.clock.now()) ? 'ok' : 'expired';
  let message: string | null = null;
  if (state === 'ok') {
    try {
      for await (const posts of context.collector.collect(source, { signal: context.stopping })) {
        const staged = await stagePosts(context, source.id, posts, `source:${source.id}`);
        counts.fresh += staged.fresh;
        counts.known += staged.known;
      }
    } catch (error) {
      state = stateAfter(error);
      message = messageOf(error);
    }
  } else {
    message = `the authorisation ran from ${source.authorisation.startsOn} to ${source.authorisation.expiresOn}`;
  }
  const now = new Date(context.clock.now());
  await context.db.transaction().execute(async (tx) => {
    await recordStanding(tx, { sourceId: source.id, state, message, round, at: now });
    await appendEntry(tx, {
      kind: 'source.round',
      actor: 'worker:collect',
      at: now.toISOString(),
      subject: source.id,
      body: { state, round, ...counts },
    });
  });
  context.nudge();
  context.logger.info({ source: source.id, state, ...counts }, 'source round');
  return { sourceId: source.id, state, message, ...counts };
}

/** @throws the error itself when it says nothing about the source: storage is down, or the program is wrong. */
function stateAfter(error: unknown): SourceState {
  if (!(error instanceof AppError)) throw error;
  switch (error.code) {
    case 'source.unreachable':
      return 'unreachable';
    case 'source.blocked':
    case 'source.refused':
      return 'blocked';
    case 'source.changed':
    case 'input.too-large':
    case 'input.invalid':
      return 'changed';
    case 'browser.none':
      return 'no-browser';
    default:
      throw error;
  }
}

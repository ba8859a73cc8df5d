import { AppError } from '../../queue/runtime/errors.ts';
import { isSuspended } from '../../queue/storage/index.ts';
import type { WorkerContext } from '../context.ts';
import type { Refusal } from '../sources/decide-request.ts';

type Db = WorkerContext['db'];

/** Why nothing is taken in from a source that missed its plan twice, until two people say so; `null` for any other. */
export async function suspensionOf(db: Db, sourceId: string): Promise<Refusal | null> {
  if (!(await isSuspended(db, sourceId))) return null;
  const message = `source "${sourceId}" missed its plan twice and is suspended; going on takes two people: vigie evaluation lift ${sourceId}`;
  return { reason: 'suspended', message };
}

/** @throws AppError `source.refused` (reason `suspended`) for a source that is suspended */
export async function refuseWhileSuspended(db: Db, sourceId: string): Promise<void> {
  const refusal = await suspensionOf(db, sourceId);
  if (refusal === null) return;
  throw new AppError('source.refused', refusal.message, { reason: refusal.reason, source: sourceId });
}

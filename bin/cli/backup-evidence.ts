import { dirname, join } from 'node:path';
import type { StoredObject } from '../../queue/contracts/index.ts';
import { type EvidenceStore, localStore } from '../../queue/evidence/index.ts';
import { AppError } from '../../queue/runtime/errors.ts';

/** Where a backup's copies of captured objects are: one folder for all backups of a folder. */
export function evidenceBeside(path: string): EvidenceStore {
  return localStore(join(dirname(path), 'evidence'));
}

export interface Copied {
  readonly copied: number;
  /** Names of objects that are missing where they are copied from, or are not what they were. */
  readonly lost: readonly string[];
}

/** Copies objects that are not there yet. Each is named by its hash, and checked by it on the way. */
async function copyObjects(
  from: EvidenceStore,
  to: EvidenceStore,
  objects: readonly StoredObject[],
): Promise<Copied> {
  let copied = 0;
  const lost: string[] = [];
  for (const { storedAs } of objects) {
    if (await to.has(storedAs)) continue;
    try {
      await to.put(storedAs, await from.get(storedAs));
      copied += 1;
    } catch (error) {
      if (!isLoss(error)) throw error;
      lost.push(storedAs);
    }
  }
  return { copied, lost };
}

/**
 * Before records come back without their captures: whether the copies beside a backup can be read, and the store takes them.
 * @throws AppError `evidence.unreadable` or `evidence.unwritable`
 */
export async function requireRoomFor(beside: EvidenceStore, store: EvidenceStore): Promise<void> {
  if (!(await holdsAny(beside))) return;
  const [fault] = await store.faults();
  if (fault === undefined) return;
  throw new AppError(
    'evidence.unwritable',
    `${fault}; captured objects lie beside the backup at ${beside.place}, and nothing was restored: run this as the user who owns ` +
      'the store, from a copy of the backup that this user may read, see docs/operating.md, "Restore, and the drill"',
  );
}

/** Reads one, too: a folder that can be listed may hold files that are closed. One that is damaged is told of later, as lost. */
async function holdsAny(store: EvidenceStore): Promise<boolean> {
  for await (const { name } of store.list()) {
    await store.get(name).catch((error: unknown) => {
      if (!isLoss(error)) throw error;
    });
    return true;
  }
  return false;
}

/** A store that cannot be reached has lost nothing. */
export function isLoss(error: unknown): boolean {
  return (
    error instanceof AppError && (error.code === 'evidence.missing' || error.code === 'evidence.altered')
  );
}

/**
 * Brings the copies beside a backup up to date.
 * @param readObjects what captures name now
 */
export async function backUpObjects(
  store: EvidenceStore,
  beside: EvidenceStore,
  readObjects: () => Promise<readonly StoredObject[]>,
): Promise<Copied & { readonly kept: number }> {
  const objects = await readObjects();
  const { copied, lost } = await copyObjects(store, beside, objects);
  await pruneObjects(beside, objects);
  const kept = objects.length - lost.length;
  if (lost.length === 0) return { kept, copied, lost };
  // Copying may take hours. What was erased meanwhile is missing by right.
  const named = new Set((await readObjects()).map(({ storedAs }) => storedAs));
  return { kept, copied, lost: lost.filter((name) => named.has(name)) };
}

/** Removes what no capture has any more: its key is in no file of keys either. */
async function pruneObjects(store: EvidenceStore, objects: readonly StoredObject[]): Promise<void> {
  const kept = new Set(objects.map(({ storedAs }) => storedAs));
  for await (const { name } of store.list()) if (!kept.has(name)) await store.remove(name);
}

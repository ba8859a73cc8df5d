import { appendEntry, sequence } from '../../../queue/log/index.ts';
import { AppError } from '../../../queue/runtime/errors.ts';
import { readStoredObjects, removeUnnamed, sealedUnder } from '../../../queue/storage/index.ts';
import { evidenceBeside, requireRoomFor } from '../backup-evidence.ts';
import { firstLine } from '../backup-files.ts';
import { type BroughtBack, bringBack, tellOfTheRest } from '../bring-back.ts';
import { openEvidence } from '../evidence.ts';
import { interruptible } from '../interruptible.ts';
import { operatorId } from '../operator.ts';
import type { SharedOptions } from '../program.ts';
import type { Records } from '../records.ts';
import { say } from '../terminal.ts';
import { withRecords } from '../with-records.ts';

/**
 * Brings captured objects that the records name and the store has lost back from beside a backup, and leaves the records as they
 * are otherwise. It may be ended and run again at any time, also while everything runs.
 */
export async function restoreEvidence(path: string, options: SharedOptions): Promise<number> {
  const sealed = sealedUnder(await firstLine(path));
  return withRecords(options, 'restore', async (records) => {
    requireOwn(path, sealed, records);
    const { db } = records.database;
    const { store } = openEvidence(records.config);
    const beside = evidenceBeside(path);
    await requireRoomFor(beside, store);
    const objects = await readStoredObjects(db);
    const back = await interruptible((signal) =>
      bringBack(beside, store, objects, { mendsAltered: true, signal }),
    );
    await writeDown(records, back);
    const { copied, setAside, lost, left } = back;
    say(`${store.place}: ${copied.length} captured objects brought back`);
    if (setAside > 0)
      say(`${setAside} of them had lain there altered; that is kept in ${store.place}/altered`);
    if (left === 0 && lost.length === 0)
      say(`all ${objects.length} that captures name are as they were stored`);
    return tellOfTheRest(path, back);
  });
}

/**
 * What was put aside is told of also where nothing could be put in its place: the next run finds it missing, and no longer altered.
 * With the entry goes what was erased meanwhile: nobody else would remove from the store what came back behind it.
 */
async function writeDown({ database, vault }: Records, { copied, setAside }: BroughtBack): Promise<void> {
  if (copied.length + setAside === 0) return;
  const { db } = database;
  await db.transaction().execute(async (tx) => {
    await removeUnnamed(tx, copied);
    await appendEntry(tx, {
      kind: 'backup.restored',
      actor: operatorId(),
      at: new Date(),
      subject: 'evidence',
      body: { objects: copied.length, setAside },
    });
  });
  await sequence(db, vault);
}

/** Another installation's backup has none of these objects: it would only tell that all are lost. */
function requireOwn(path: string, sealed: string | undefined, { vault, place }: Records): void {
  if (sealed === vault.fingerprint) return;
  throw new AppError(
    'backup.invalid',
    `expected ${path} to be a backup of the records at ${place}, under the vault key ${vault.fingerprint}, found ` +
      `${sealed === undefined ? 'none' : `one under ${sealed}`}; nothing was brought back`,
    { path },
  );
}

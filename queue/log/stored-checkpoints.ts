import type { Kysely, Selectable } from 'kysely';
import { AppError } from '../runtime/errors.ts';
import type { Schema } from '../storage/schema.ts';
import type { LogCheckpointTable } from '../storage/schema-log.ts';
import { checkpointText, openCheckpoint, originIn } from './checkpoint.ts';
import { logSignerOf, readLogSigner, type SigningVault } from './log-origin.ts';
import { formatNote, signText } from './note.ts';
import { lockLog, logHead, logSize } from './sequencer.ts';
import { storedNodes } from './stored-tiles.ts';
import { rootAt } from './tree.ts';

/** A checkpoint as it was signed. */
export interface StoredCheckpoint {
  /** Name of the log it is of. */
  readonly origin: string;
  readonly size: number;
  readonly root: Buffer;
  /** C2SP signed note. */
  readonly note: string;
}

/**
 * Signs what the log is now; of an unchanged log, answers the last one again.
 * @throws AppError `log.inconsistent` when the log does not begin with what was signed before: nothing is signed then
 */
export function signCheckpoint(
  db: Kysely<Schema>,
  vault: SigningVault,
  now: Date,
): Promise<StoredCheckpoint> {
  return db.transaction().execute(async (tx) => {
    await lockLog(tx);
    const signer = await readLogSigner(tx, vault);
    const last = await lastCheckpoint(tx);
    if (last !== undefined) await requireContinued(tx, last);
    const { size, root } = await logHead(tx);
    const origin = signer.name;
    if (last?.size === size && last.origin === origin) return last;
    const text = checkpointText({ origin, size, root });
    const note = formatNote({ text, signatures: [signText(signer, text)] });
    await tx.insertInto('vigie.log_checkpoints').values({ size, root, note, made_at: now, origin }).execute();
    return { origin, size, root, note };
  });
}

/** The newest checkpoint; `undefined` when none was signed. */
export async function lastCheckpoint(db: Kysely<Schema>): Promise<StoredCheckpoint | undefined> {
  const row = await db
    .selectFrom('vigie.log_checkpoints')
    .selectAll()
    .orderBy('size', 'desc')
    .orderBy('made_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row && checkpointOf(row);
}

/** Checkpoints of trees with more than `above` and at most `most` leaves, smallest first. */
export async function readCheckpoints(
  db: Kysely<Schema>,
  range: { readonly above: number; readonly most: number },
): Promise<StoredCheckpoint[]> {
  const rows = await db
    .selectFrom('vigie.log_checkpoints')
    .selectAll()
    .where('size', '>', range.above)
    .where('size', '<=', range.most)
    .orderBy('size')
    .execute();
  return rows.map(checkpointOf);
}

/**
 * Whether this log begins with what a checkpoint says that somebody kept.
 * @param text its signed note
 * @returns what was expected and found, or `null` when all is well
 */
export async function checkEarlier(
  db: Kysely<Schema>,
  vault: SigningVault,
  text: string,
): Promise<string | null> {
  const signed = openCheckpoint(text, logSignerOf(originIn(text), vault));
  if (typeof signed === 'string') return signed;
  const { size, root } = signed.checkpoint;
  const now = await logSize(db);
  if (size > now)
    return `expected the ${size} entries of an earlier checkpoint, found ${now}: the log was cut off or set back`;
  return (await rootAt(storedNodes(db, size), size)).equals(root)
    ? null
    : `expected a log that begins with the ${size} entries of an earlier checkpoint, found others: it was rewritten or forked`;
}

async function requireContinued(tx: Kysely<Schema>, last: StoredCheckpoint): Promise<void> {
  const size = await logSize(tx);
  if (last.size <= size && (await rootAt(storedNodes(tx, last.size), last.size)).equals(last.root)) return;
  throw new AppError(
    'log.inconsistent',
    `expected the log to begin with the ${last.size} entries that were signed before, found ` +
      `${last.size <= size ? 'others' : `${size} in all`}; nothing was signed. Run "vigie log verify" and restore the records`,
  );
}

function checkpointOf({ origin, size, root, note }: Selectable<LogCheckpointTable>): StoredCheckpoint {
  return { origin, size, root: Buffer.from(root), note };
}

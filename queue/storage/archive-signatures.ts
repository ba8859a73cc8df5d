import { type Kysely, sql } from 'kysely';
import { PROCESS } from '../contracts/actor.ts';
import { SignedData } from '../contracts/archive-signature.ts';
import type { CaptureProof } from '../contracts/capture.ts';
import { appendEntry } from '../log/append.ts';
import { nextTurn } from './next-turn.ts';
import type { Schema } from './schema.ts';

/** An archive that waits to be signed. */
export interface UnsignedArchive {
  readonly captureId: string;
  readonly itemId: string;
  /** Hash of its `datapackage.json`, with `sha256:` before it. */
  readonly manifest: string;
}

/** How it stands with the signature of an archive. */
export interface ArchiveSignature extends UnsignedArchive {
  readonly state: CaptureProof['signature']['state'];
  /** Why there is none yet; `null` where nobody tried, which is so where no certificate is configured. */
  readonly reason: string | null;
  readonly attempts: number;
  readonly signedData: SignedData | null;
  /** Authority that stamped the signature. */
  readonly authority: string | null;
  readonly genTime: string | null;
}

/** Writes down that an archive is to be signed, in the transaction that makes its capture one. */
export async function wantSignature(tx: Kysely<Schema>, archive: UnsignedArchive, now: Date): Promise<void> {
  await tx
    .insertInto('vigie.archive_signatures')
    .values({
      capture_id: archive.captureId,
      item_id: archive.itemId,
      manifest: archive.manifest,
      next_at: now,
      reason: null,
      signed_data: null,
      authority: null,
      gen_time: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/**
 * Takes what is due, and puts off its next turn: of two schedulers, one signs. A capture that was erased since is left alone; asked of the
 * capture and not of the item, which may have come back with another one.
 */
export async function takeUnsigned(db: Kysely<Schema>, now: Date, limit: number): Promise<UnsignedArchive[]> {
  const { rows } = await sql<UnsignedArchive>`
    with due as (
      select capture_id from vigie.archive_signatures a
      where state = 'unsigned' and next_at <= ${now} and not exists (
        select from vigie.captures c where c.id = a.capture_id and c.state = 'erased')
      order by next_at limit ${limit} for update skip locked
    )
    update vigie.archive_signatures a set attempts = attempts + 1, next_at = ${nextTurn(now)}
    from due where a.capture_id = due.capture_id
    returning a.capture_id as "captureId", a.item_id as "itemId", a.manifest
  `.execute(db);
  return rows;
}

/** Keeps a signature that was verified, with its entry. A second one of the same archive changes nothing. */
export async function keepSignature(
  db: Kysely<Schema>,
  { captureId, itemId, manifest }: UnsignedArchive,
  kept: {
    readonly signedData: SignedData;
    readonly authority: string;
    readonly genTime: Date;
    readonly now: Date;
  },
): Promise<void> {
  const { signedData, authority, genTime, now } = kept;
  await db.transaction().execute(async (tx) => {
    const settled = await tx
      .updateTable('vigie.archive_signatures')
      .set({
        state: 'signed',
        reason: null,
        signed_data: JSON.stringify(SignedData.parse(signedData)),
        authority,
        gen_time: genTime,
      })
      .where('capture_id', '=', captureId)
      .where('state', '=', 'unsigned')
      .returning('capture_id')
      .executeTakeFirst();
    if (settled === undefined) return;
    const { domain, created } = signedData;
    await appendEntry(tx, {
      kind: 'archive.signed',
      actor: PROCESS.scheduler,
      at: now,
      subject: itemId,
      body: { capture: captureId, manifest, domain, created, authority, genTime: genTime.toISOString() },
    });
  });
}

/** It stays unsigned; why is shown until it is signed. */
export async function postponeSignature(
  db: Kysely<Schema>,
  captureId: string,
  reason: string,
): Promise<void> {
  await db
    .updateTable('vigie.archive_signatures')
    .set({ reason })
    .where('capture_id', '=', captureId)
    .where('state', '=', 'unsigned')
    .execute();
}

/** Signatures of an item's archives, one for each capture whose hash was kept. */
export async function readSignatures(db: Kysely<Schema>, itemId: string): Promise<ArchiveSignature[]> {
  const rows = await db
    .selectFrom('vigie.archive_signatures')
    .selectAll()
    .where('item_id', '=', itemId)
    .orderBy('capture_id')
    .execute();
  return rows.map((row) => ({
    captureId: row.capture_id,
    itemId: row.item_id,
    manifest: row.manifest,
    state: row.state,
    reason: row.reason,
    attempts: row.attempts,
    signedData: row.signed_data === null ? null : SignedData.parse(JSON.parse(row.signed_data)),
    authority: row.authority,
    genTime: row.gen_time?.toISOString() ?? null,
  }));
}

/** Archives by state, and those that are not signed by what kept them from it. */
export async function countSignatures(
  db: Kysely<Schema>,
): Promise<{ readonly state: string; readonly reason: string | null; readonly count: number }[]> {
  const { rows } = await sql<{ state: string; reason: string | null; count: number }>`
    select state, reason, count(*)::int as count from vigie.archive_signatures group by state, reason order by state, reason
  `.execute(db);
  return rows;
}

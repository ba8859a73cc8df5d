import { gzipSync } from 'node:zlib';
import { type Kysely, sql } from 'kysely';
import { appendEntry } from '../log/append.ts';
import { keepAuthors } from './rule-authors.ts';
import type { Schema } from './schema.ts';

/** The record that approvers signed, as it lay beside the packs. */
export interface KeptRecord {
  readonly text: string;
  /** Of that text, hexadecimal. */
  readonly sha256: string;
  /** Of what the signatures in it are over, hexadecimal: the same however the file is written. */
  readonly signedSha256: string;
  /** Ids of those who signed it. */
  readonly signedBy: readonly string[];
  /** Whether it was signed for packs that had been released before. */
  readonly isReturn: boolean;
}

/** Whether somebody signed for a release that came back after another one; `null` for one that did not. */
export type Returned = 'signed' | 'unsigned' | null;

/** From when on packs were in force, until the next ones were. */
export interface TimeInForce {
  /** `null`: approvers had not signed these packs. */
  readonly release: string | null;
  /** SHA-256 over the packs, hexadecimal. */
  readonly digest: string;
  readonly since: Date;
  /** Empty where its record was not kept. */
  readonly signedBy: readonly string[];
  readonly returned: Returned;
}

/** Packs that processes begin to score with. */
interface Beginning {
  readonly release: string | null;
  readonly digest: string;
  readonly record: KeptRecord | null;
  readonly returned: Returned;
  /** How many files are kept of it. */
  readonly files: number | null;
}

/** Processes start together: the second of them finds what the first has written. */
export async function lockInForce(tx: Kysely<Schema>): Promise<void> {
  await sql`lock table vigie.rule_releases in share row exclusive mode`.execute(tx);
}

/** Writes down, with its entry, what came into force. */
export async function beginInForce(
  tx: Kysely<Schema>,
  { release, digest, record, returned, files }: Beginning,
  actor: string,
  now: Date,
): Promise<void> {
  const signedBy = [...(record?.signedBy ?? [])];
  await tx
    .insertInto('vigie.rules_in_force')
    .values({
      release,
      digest,
      began_at: now,
      record: record === null ? null : gzipSync(record.text),
      record_sha256: record?.sha256 ?? null,
      signed_sha256: record?.signedSha256 ?? null,
      signed_by: signedBy,
      returned,
    })
    .execute();
  await appendEntry(tx, {
    kind: 'rules.in-force',
    actor,
    at: now,
    // A release is named as assessments name it; what is unsigned is none, and goes by its whole digest.
    subject: release ?? digest,
    body: { digest, isRelease: release !== null, files, record: record?.sha256 ?? null, signedBy, returned },
  });
}

/**
 * Enters that a process scores with packs that approvers did not sign: nobody could tell otherwise when a release was not in force. Who
 * wrote their rules is kept, as their findings wait for people, too; the packs are not. Twice is once.
 */
export async function enterUnsigned(
  db: Kysely<Schema>,
  { digest, authors }: { readonly digest: string; readonly authors: ReadonlyMap<string, string> },
  actor: string,
  now: Date,
): Promise<void> {
  const isEntered = async (tx: Kysely<Schema>) => {
    const last = await readLastInForce(tx);
    return last?.release === null && last.digest === digest;
  };
  // Asked first: nearly every start finds what was in force.
  if (await isEntered(db)) return;
  await db.transaction().execute(async (tx) => {
    await lockInForce(tx);
    if (await isEntered(tx)) return;
    await keepAuthors(tx, authors);
    await beginInForce(tx, { release: null, digest, record: null, returned: null, files: null }, actor, now);
  });
}

interface LastInForce extends Pick<TimeInForce, 'release' | 'digest' | 'returned'> {
  readonly recordSha256: string | null;
}

/** What was last in force; `undefined` before anything was. */
export function readLastInForce(db: Kysely<Schema>): Promise<LastInForce | undefined> {
  return lastInForce(db).executeTakeFirst();
}

/** The release that was last in force, whatever was used since without a signature. */
export function readLastReleased(db: Kysely<Schema>): Promise<LastInForce | undefined> {
  return lastInForce(db).where('release', 'is not', null).executeTakeFirst();
}

function lastInForce(db: Kysely<Schema>) {
  return db
    .selectFrom('vigie.rules_in_force')
    .select(['release', 'digest', 'record_sha256 as recordSha256', 'returned'])
    .orderBy('id', 'desc')
    .limit(1);
}

/** Which packs were in force from when on, newest first. */
export async function listInForce(db: Kysely<Schema>): Promise<TimeInForce[]> {
  const rows = await db
    .selectFrom('vigie.rules_in_force')
    .select(['release', 'digest', 'began_at', 'signed_by', 'returned'])
    .orderBy('id')
    .execute();
  const times: TimeInForce[] = [];
  for (const { release, digest, began_at, signed_by, returned } of rows) {
    const last = times.at(-1);
    // The same rules under another record: they have been in force all the while.
    if (last?.release === release && last.digest === digest)
      times[times.length - 1] = { ...last, signedBy: signed_by, returned };
    else times.push({ release, digest, since: began_at, signedBy: signed_by, returned });
  }
  return times.reverse();
}

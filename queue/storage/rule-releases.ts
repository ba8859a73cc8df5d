import { gunzipSync, gzipSync } from 'node:zlib';
import { type Kysely, sql } from 'kysely';
import { appendEntry } from '../log/append.ts';
import { keepAuthors } from './rule-authors.ts';
import type { Schema } from './schema.ts';

/** A pack file as a release holds it. */
export interface KeptPack {
  /** Relative to the packs folder, with forward slashes. */
  readonly file: string;
  readonly text: string;
}

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

export interface KeptRelease {
  readonly release: string;
  /** SHA-256 over the packs, hexadecimal. */
  readonly digest: string;
  readonly packs: readonly KeptPack[];
  readonly firstUsedAt: Date;
}

/** Whether somebody signed for a release that came back after another one; `null` for one that did not. */
export type Returned = 'signed' | 'unsigned' | null;

/** From when on a release was in force, until the next one was. */
export interface TimeInForce {
  readonly release: string;
  readonly since: Date;
  /** Empty where its record was not kept. */
  readonly signedBy: readonly string[];
  readonly returned: Returned;
}

/**
 * Keeps the packs of a release from when a process first scores with it, so that its assessments can be made again, and enters each time
 * that it comes into force: with who signed it, and whether anybody did where it comes back after another one. Twice is once.
 */
export function keepRelease(
  db: Kysely<Schema>,
  kept: Omit<KeptRelease, 'firstUsedAt'> & {
    readonly record: KeptRecord | null;
    /** Who wrote each rule. */
    readonly authors: ReadonlyMap<string, string>;
  },
  actor: string,
  now: Date,
): Promise<Returned> {
  const { release, digest, record } = kept;
  const packs = gzipSync(JSON.stringify(kept.packs));
  const hash = record?.sha256 ?? null;
  return db.transaction().execute(async (tx) => {
    // Processes start together: the second of them finds what the first has written.
    await sql`lock table vigie.rule_releases in share row exclusive mode`.execute(tx);
    const last = await readLastInForce(tx);
    if (last?.release === release && last.recordSha256 === hash) return last.returned;
    await sql`
      insert into vigie.rule_releases (release, digest, packs, first_used_at)
      values (${release}, ${digest}, ${packs}, ${now}) on conflict do nothing
    `.execute(tx);
    await keepAuthors(tx, kept.authors);
    const isSigned = last?.release === release && last.returned !== 'unsigned';
    const returned = isSigned ? last.returned : await returnOf(tx, release, record);
    await tx
      .insertInto('vigie.rules_in_force')
      .values({
        release,
        began_at: now,
        record: record === null ? null : gzipSync(record.text),
        record_sha256: hash,
        signed_sha256: record?.signedSha256 ?? null,
        signed_by: [...(record?.signedBy ?? [])],
        returned,
      })
      .execute();
    await appendEntry(tx, {
      kind: 'rules.in-force',
      actor,
      at: now,
      subject: release,
      body: {
        digest,
        files: kept.packs.length,
        record: hash,
        signedBy: [...(record?.signedBy ?? [])],
        returned,
      },
    });
    return returned;
  });
}

/**
 * What was signed for an earlier time says nothing of a return: whoever can write the folder puts it back. Nor does a record of a
 * change, where nobody knows what was signed for the earlier time.
 */
async function returnOf(tx: Kysely<Schema>, release: string, record: KeptRecord | null): Promise<Returned> {
  const before = await tx
    .selectFrom('vigie.rules_in_force')
    .select('signed_sha256 as signed')
    .where('release', '=', release)
    .execute();
  if (before.length === 0) return null;
  if (record === null || before.some(({ signed }) => signed === record.signedSha256)) return 'unsigned';
  return record.isReturn || before.every(({ signed }) => signed !== null) ? 'signed' : 'unsigned';
}

/** What was last in force; `undefined` before anything was. */
export function readLastInForce(
  db: Kysely<Schema>,
): Promise<
  { readonly release: string; readonly recordSha256: string | null; readonly returned: Returned } | undefined
> {
  return db
    .selectFrom('vigie.rules_in_force')
    .select(['release', 'record_sha256 as recordSha256', 'returned'])
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** `undefined` where no process has scored with it since releases are kept. */
export async function readRelease(db: Kysely<Schema>, release: string): Promise<KeptRelease | undefined> {
  const row = await db
    .selectFrom('vigie.rule_releases')
    .selectAll()
    .where('release', '=', release)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const packs = JSON.parse(gunzipSync(row.packs).toString('utf8')) as KeptPack[];
  return { release, digest: row.digest, packs, firstUsedAt: row.first_used_at };
}

/** Which releases were in force from when on, newest first. */
export async function listReleases(db: Kysely<Schema>): Promise<TimeInForce[]> {
  const rows = await db
    .selectFrom('vigie.rules_in_force')
    .select(['release', 'began_at', 'signed_by', 'returned'])
    .orderBy('id')
    .execute();
  const times: TimeInForce[] = [];
  for (const { release, began_at, signed_by, returned } of rows) {
    const last = times.at(-1);
    // The same rules under another record: they have been in force all the while.
    if (last?.release === release) times[times.length - 1] = { ...last, signedBy: signed_by, returned };
    else times.push({ release, since: began_at, signedBy: signed_by, returned });
  }
  return times.reverse();
}

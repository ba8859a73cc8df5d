import { gunzipSync, gzipSync } from 'node:zlib';
import { type Kysely, sql } from 'kysely';
import { keepAuthors } from './rule-authors.ts';
import {
  beginInForce,
  type KeptRecord,
  lockInForce,
  type Returned,
  readLastInForce,
  readLastReleased,
} from './rules-in-force.ts';
import type { Schema } from './schema.ts';

/** A pack file as a release holds it. */
export interface KeptPack {
  /** Relative to the packs folder, with forward slashes. */
  readonly file: string;
  readonly text: string;
}

export interface KeptRelease {
  readonly release: string;
  /** SHA-256 over the packs, hexadecimal. */
  readonly digest: string;
  readonly packs: readonly KeptPack[];
  readonly firstUsedAt: Date;
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
    await lockInForce(tx);
    const last = await readLastInForce(tx);
    if (last?.release === release && last.recordSha256 === hash) return last.returned;
    await sql`
      insert into vigie.rule_releases (release, digest, packs, first_used_at)
      values (${release}, ${digest}, ${packs}, ${now}) on conflict do nothing
    `.execute(tx);
    await keepAuthors(tx, kept.authors);
    // Unsigned packs in between are no other release: what was signed for this one is its latest word still.
    const before = await readLastReleased(tx);
    const goesOn = before?.release === release && before.returned !== 'unsigned';
    const returned = goesOn ? before.returned : await returnOf(tx, release, record);
    await beginInForce(tx, { release, digest, record, returned, files: kept.packs.length }, actor, now);
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

import { gunzipSync, gzipSync } from 'node:zlib';
import { type Kysely, sql } from 'kysely';
import { appendEntry } from '../log/append.ts';
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

export async function hasRelease(db: Kysely<Schema>, release: string): Promise<boolean> {
  const row = await db
    .selectFrom('vigie.rule_releases')
    .select('release')
    .where('release', '=', release)
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * Keeps the packs of a release from when a process first scores with it, so that its assessments can be made again; twice is
 * once.
 */
export function keepRelease(
  db: Kysely<Schema>,
  kept: Omit<KeptRelease, 'firstUsedAt'>,
  actor: string,
  now: Date,
): Promise<void> {
  const packs = gzipSync(JSON.stringify(kept.packs));
  return db.transaction().execute(async (tx) => {
    const { rows } = await sql`
      insert into vigie.rule_releases (release, digest, packs, first_used_at)
      values (${kept.release}, ${kept.digest}, ${packs}, ${now}) on conflict do nothing returning 1
    `.execute(tx);
    if (rows.length === 0) return;
    await appendEntry(tx, {
      kind: 'rules.in-force',
      actor,
      at: now,
      subject: kept.release,
      body: { digest: kept.digest, files: kept.packs.length },
    });
  });
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

/** Which releases were in force, with when each first was; newest first. */
export async function listReleases(
  db: Kysely<Schema>,
): Promise<{ release: string; digest: string; firstUsedAt: Date }[]> {
  const { rows } = await sql<{ release: string; digest: string; firstUsedAt: Date }>`
    select release, digest, first_used_at as "firstUsedAt" from vigie.rule_releases order by first_used_at desc
  `.execute(db);
  return rows;
}

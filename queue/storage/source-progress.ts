import { type Kysely, sql } from 'kysely';
import { Validators } from '../contracts/collection.ts';
import type { SealedAddress } from './rounds.ts';
import type { Schema } from './schema.ts';

/** How far a source's list is known, and what is still to be filled in. */
export interface SourceProgress {
  /** The schedule's number of the last live round; 0 before the first. */
  readonly lastRound: number;
  /** The pace after it; `null` before the first. */
  readonly intervalSeconds: number | null;
  /** Everything down to the posts of this round is known without a gap. */
  readonly wholeRound: number | null;
  /** Of the newest page, as long as nothing about the source was changed since. */
  readonly validators: { readonly settings: string; readonly given: Validators } | null;
  readonly backfill: Backfill | null;
}

/** Older pages that are still wanted. */
export interface Backfill {
  readonly next: SealedAddress;
  /** A page whose posts all come from this round or earlier ends it; `null`: only the end of the list does. */
  readonly untilRound: number | null;
  readonly pagesLeft: number;
  /** Changes with every change: whoever filled in something older does not overwrite what is newer. */
  readonly version: number;
}

export async function readProgress(db: Kysely<Schema>, sourceId: string): Promise<SourceProgress> {
  const row = await db
    .selectFrom('vigie.sources')
    .select([
      'last_round',
      'interval_seconds',
      'whole_round',
      'validators',
      'backfill_key',
      'backfill_sealed',
      'backfill_until',
      'backfill_pages',
      'backfill_version',
    ])
    .where('source_id', '=', sourceId)
    .executeTakeFirst();
  const kept = row?.validators as { settings: string; given: unknown } | null | undefined;
  const given = Validators.safeParse(kept?.given);
  return {
    lastRound: row?.last_round ?? 0,
    intervalSeconds: row?.interval_seconds ?? null,
    wholeRound: row?.whole_round ?? null,
    validators: kept && given.success ? { settings: kept.settings, given: given.data } : null,
    backfill:
      row?.backfill_key && row.backfill_sealed
        ? {
            next: { key: row.backfill_key, sealed: row.backfill_sealed },
            untilRound: row.backfill_until,
            pagesLeft: row.backfill_pages ?? 0,
            version: row.backfill_version,
          }
        : null,
  };
}

/** How a live round left the list: what is given changes, the rest stays. */
export async function recordProgress(
  tx: Kysely<Schema>,
  sourceId: string,
  progress: {
    readonly wholeRound?: number;
    readonly validators: SourceProgress['validators'];
    readonly backfill?: Omit<Backfill, 'version'>;
  },
): Promise<void> {
  const { wholeRound, validators, backfill } = progress;
  await tx
    .updateTable('vigie.sources')
    .set({
      validators: validators && JSON.stringify(validators),
      ...(wholeRound === undefined ? {} : { whole_round: wholeRound }),
      ...(backfill === undefined ? {} : backfillColumns(backfill)),
    })
    .where('source_id', '=', sourceId)
    .execute();
}

/** How a backfill round left it; nothing changes when a live round has opened another gap meanwhile. */
export async function recordBackfill(
  tx: Kysely<Schema>,
  sourceId: string,
  version: number,
  backfill: Omit<Backfill, 'version'> | null,
): Promise<void> {
  await tx
    .updateTable('vigie.sources')
    .set(backfillColumns(backfill))
    .where('source_id', '=', sourceId)
    .where('backfill_version', '=', version)
    .execute();
}

function backfillColumns(backfill: Omit<Backfill, 'version'> | null) {
  return {
    backfill_key: backfill?.next.key ?? null,
    backfill_sealed: backfill?.next.sealed ?? null,
    backfill_until: backfill?.untilRound ?? null,
    backfill_pages: backfill?.pagesLeft ?? null,
    backfill_version: sql<number>`backfill_version + 1`,
  };
}

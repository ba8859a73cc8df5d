import { type Kysely, type Selectable, sql } from 'kysely';
import type { LogPurpose } from '../contracts/reading-purpose.ts';
import type { Schema } from './schema.ts';
import type { AuditTable } from './schema-oversight.ts';

export type AuditRow = Selectable<AuditTable> & { readonly announcer: string | null };

export interface NewAudit {
  readonly actor: string;
  readonly now: Date;
  readonly purpose: LogPurpose;
  readonly start: number;
  readonly end: number;
  readonly wanted: number;
  readonly secret: Uint8Array;
}

/** @returns the audit's number */
export async function insertAudit(tx: Kysely<Schema>, audit: NewAudit): Promise<number> {
  const { id } = await tx
    .insertInto('vigie.audits')
    .values({
      announced_by: audit.actor,
      announced_at: audit.now,
      purpose: audit.purpose,
      log_start: audit.start,
      log_end: audit.end,
      wanted: audit.wanted,
      secret: audit.secret,
      words: null,
      drawn_at: null,
      population: null,
      picks: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** Newest first, at most 200; or one. */
export async function readAudits(db: Kysely<Schema>, id?: number): Promise<AuditRow[]> {
  const { rows } = await sql<AuditRow>`
    select a.*, p.name as announcer from vigie.audits a left join vigie.accounts p on p.id = a.announced_by
    ${id === undefined ? sql`` : sql`where a.id = ${id}`} order by a.id desc limit 200
  `.execute(db);
  return rows;
}

/** Locks an audit that waits for its draw; `undefined` where there is none such. */
export function lockUndrawn(tx: Kysely<Schema>, id: number): Promise<Selectable<AuditTable> | undefined> {
  return tx
    .selectFrom('vigie.audits')
    .selectAll()
    .where('id', '=', id)
    .where('drawn_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
}

export async function recordDraw(
  tx: Kysely<Schema>,
  id: number,
  draw: { words: string; now: Date; population: number; picks: readonly number[] },
): Promise<void> {
  await sql`
    update vigie.audits set words = ${draw.words}, drawn_at = ${draw.now}, population = ${draw.population},
      picks = ${JSON.stringify(draw.picks)}::jsonb
    where id = ${id}
  `.execute(tx);
}

/** Positions of the judgments of a stretch of the log, in order. */
export async function judgmentPositions(
  db: Kysely<Schema>,
  start: number,
  end: number,
): Promise<readonly number[]> {
  const { rows } = await sql<{ index: number }>`
    select l.index from vigie.log_entries e join vigie.log_leaves l using (entry_id)
    where e.kind in ('item.judged', 'item.revised', 'item.seconded', 'item.adjudicated')
      and l.index >= ${start} and l.index < ${end}
    order by l.index
  `.execute(db);
  return rows.map(({ index }) => index);
}

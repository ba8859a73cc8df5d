import { type Kysely, sql } from 'kysely';
import { ItemState } from '../contracts/item.ts';
import { AppError } from '../runtime/errors.ts';
import { OPEN_ITEM } from '../storage/items.ts';
import type { ItemTable, Schema } from '../storage/schema.ts';
import type { Standing } from './machine.ts';
import type { ItemSummary } from './port.ts';

export type ItemRow = ItemTable & { member_count: number };

const COLUMNS = sql`i.*, (select count(*) from vigie.item_members m where m.item_id = i.id) as member_count`;

/**
 * @throws AppError `item.not-found`
 */
export async function readItem(db: Kysely<Schema>, id: string, isLocked: boolean): Promise<ItemRow> {
  const lock = isLocked ? sql`for update of i` : sql``;
  const { rows } =
    await sql<ItemRow>`select ${COLUMNS} from vigie.items i where i.id = ${id} ${lock}`.execute(db);
  const [row] = rows;
  if (!row)
    throw new AppError('item.not-found', `expected an item of this installation, found none with id ${id}`, {
      id,
    });
  return row;
}

export interface ItemFilter {
  readonly lane: string;
  readonly language?: string | undefined;
  readonly show: 'open' | 'closed';
  readonly limit: number;
}

export async function listItems(db: Kysely<Schema>, filter: ItemFilter): Promise<ItemRow[]> {
  const isOpen = filter.show === 'open';
  const { rows } = await sql<ItemRow>`
    select ${COLUMNS} from vigie.items i
    where i.lane = ${filter.lane}
      and ${isOpen ? OPEN_ITEM : sql`i.outcome is not null`}
      ${filter.language === undefined ? sql`` : sql`and i.language = ${filter.language}`}
    order by ${isOpen ? sql`i.opened_at, i.id` : sql`i.judged_at desc, i.id`}
    limit ${filter.limit}
  `.execute(db);
  return rows;
}

/**
 * The item to judge next: one the actor already holds, else a waiting one of the oldest hour, random among equals and
 * never by score. Locked; items that another transaction is taking are passed over.
 */
export async function pickNext(
  tx: Kysely<Schema>,
  actor: string,
  lane: string,
  language: string | undefined,
  now: Date,
): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select i.id from vigie.items i
    where i.lane = ${lane} and i.outcome is null
      ${language === undefined ? sql`` : sql`and i.language = ${language}`}
      and (
        i.state = 'waiting'
        or (i.state = 'claimed' and (i.lease_until <= ${now} or i.claimed_by = ${actor}))
        or (i.state = 'revealed' and i.judged_by = ${actor})
      )
    order by (i.state <> 'waiting' and coalesce(i.judged_by, i.claimed_by) = ${actor}) desc,
      date_trunc('hour', i.opened_at), random()
    limit 1 for update skip locked
  `.execute(tx);
  return rows[0]?.id;
}

export function standingOf(row: ItemRow): Standing {
  return {
    state: ItemState.parse(row.state),
    holder: row.claimed_by,
    leaseUntil: row.lease_until?.getTime() ?? null,
    judgedBy: row.judged_by,
    judgedAt: row.judged_at?.getTime() ?? null,
  };
}

export function summaryOf(row: ItemRow): ItemSummary {
  return {
    id: row.id,
    lane: row.lane as ItemSummary['lane'],
    state: row.state as ItemSummary['state'],
    language: row.language,
    memberCount: row.member_count,
    openedAt: row.opened_at.toISOString(),
    outcome: row.outcome as ItemSummary['outcome'],
    sourceId: row.source_id,
  };
}

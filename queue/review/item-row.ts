import { type Kysely, type Selectable, sql } from 'kysely';
import type { Actor } from '../contracts/account.ts';
import type { Outcome } from '../contracts/decision.ts';
import { type Item, UNDO_MINUTES } from '../contracts/item.ts';
import { AppError } from '../runtime/errors.ts';
import { OPEN_ITEM } from '../storage/items.ts';
import type { Schema } from '../storage/schema.ts';
import type { ItemTable } from '../storage/schema-review.ts';
import { holderOf, isUnsettled, openSteps, type Standing } from './machine.ts';
import type { ItemSummary, PlaceInClosed } from './port.ts';

export type ItemRow = Selectable<ItemTable> & {
  member_count: number;
  /** Everybody who ever judged it, also where it was undone. */
  judges: string[];
  /** Those of them who judged the call that it waits for now; in the review lane all of them. */
  judges_now: string[];
  /** Those of these who changed their judgment, by revising it or by taking it back. */
  changed: string[];
  /** Who read it to answer a colleague's question. */
  consulted: string[];
  /**
   * Whether it lies beside the items of posts: a control item, whose answer is known, or a sampled post. Nothing that the desk shows
   * tells them apart from others (HUM-09).
   */
  is_control: boolean;
};

/**
 * Of a decision `d` on an item `i`: whether it is about the call for help that the item waits for now. Each call that opens it
 * again is judged anew. What was decided at the very moment it was handed over or opened again belongs to what was before.
 */
const OF_THIS_CALL = sql`(i.lane <> 'protect' or d.decided_at > i.entered_at)`;

const COLUMNS = sql`i.*,
  greatest(1, (select count(*) from vigie.item_members m where m.item_id = i.id)) as member_count,
  array(select distinct d.actor from vigie.desk_decisions d where d.item_id = i.id) as judges,
  array(select distinct d.actor from vigie.desk_decisions d where d.item_id = i.id and ${OF_THIS_CALL}) as judges_now,
  array(select distinct d.actor from vigie.desk_decisions d where d.item_id = i.id and ${OF_THIS_CALL}
    and (d.stage = 'revision' or d.undone_at is not null)) as changed,
  array(select distinct q.colleague from vigie.item_questions q where q.item_id = i.id and q.colleague is not null) as consulted`;

/**
 * An item of a post; a control item counts as none.
 * @throws AppError `item.not-found`
 */
export async function readItem(db: Kysely<Schema>, id: string, isLocked: boolean): Promise<ItemRow> {
  const lock = isLocked ? sql`for update of i` : sql``;
  const { rows } =
    await sql<ItemRow>`select ${COLUMNS}, false as is_control from vigie.items i where i.id = ${id} ${lock}`.execute(
      db,
    );
  const [row] = rows;
  if (!row) throw noSuchItem(id);
  return row;
}

/** Items of posts with these words, by their token. */
export async function readItemsOfWords(db: Kysely<Schema>, token: Uint8Array): Promise<ItemRow[]> {
  const { rows } =
    await sql<ItemRow>`select ${COLUMNS}, false as is_control from vigie.items i where i.content_token = ${token}`.execute(
      db,
    );
  return rows;
}

/**
 * What the desk shows under this id: an item of a post or a control item.
 * @throws AppError `item.not-found`
 */
export async function readDeskItem(db: Kysely<Schema>, id: string, isLocked: boolean): Promise<ItemRow> {
  if (isLocked) {
    // A row of the view cannot be locked, so both places are asked for it.
    await sql`select from vigie.items where id = ${id} for update`.execute(db);
    await sql`select from vigie.control_items where id = ${id} for update`.execute(db);
  }
  const { rows } = await sql<ItemRow>`select ${COLUMNS} from vigie.desk_items i where i.id = ${id}`.execute(
    db,
  );
  const [row] = rows;
  if (!row) throw noSuchItem(id);
  return row;
}

export function noSuchItem(id: string): AppError {
  return new AppError('item.not-found', `expected an item of this installation, found none with id ${id}`, {
    id,
  });
}

export interface ItemFilter {
  readonly lane: Item['lane'];
  readonly language?: string | undefined;
  readonly show: 'open' | 'closed';
  readonly outcome?: Outcome | undefined;
  readonly limit: number;
  /** Only what this person was given last, or has begun. */
  readonly givenTo?: string | undefined;
  readonly before?: PlaceInClosed | undefined;
  /** Of closed ones, none that is not to be told to this person at this moment (`isUntold`). */
  readonly toldTo?: { readonly actor: string; readonly now: number } | undefined;
}

export async function listItems(db: Kysely<Schema>, filter: ItemFilter): Promise<ItemRow[]> {
  const isOpen = filter.show === 'open';
  const { rows } = await sql<ItemRow>`
    select ${COLUMNS} from vigie.desk_items i
    where i.lane = ${filter.lane}
      and ${isOpen ? OPEN_ITEM : sql`i.outcome is not null and not i.is_control`}
      ${filter.language === undefined ? sql`` : sql`and i.language = ${filter.language}`}
      ${filter.outcome === undefined ? sql`` : sql`and i.outcome = ${filter.outcome}`}
      ${filter.givenTo === undefined ? sql`` : sql`and ${givenTo(filter.givenTo)}`}
      ${filter.before === undefined ? sql`` : sql`and ${isBefore(filter.before)}`}
      ${filter.toldTo === undefined ? sql`` : sql`and ${isTold(filter.toldTo)}`}
    order by ${isOpen ? sql`i.opened_at, i.id` : sql`i.judged_at desc, i.id`}
    limit ${filter.limit}
  `.execute(db);
  return rows;
}

/** Items of the review lane that wait for oversight's word, oldest first. */
export async function listOverrides(db: Kysely<Schema>): Promise<ItemRow[]> {
  const { rows } = await sql<ItemRow>`
    select ${COLUMNS} from vigie.desk_items i
    where i.lane = 'review' and ${OPEN_ITEM} and i.state = 'agreed' order by i.opened_at, i.id
  `.execute(db);
  return rows;
}

/** The first condition is what the index of closed items goes by. */
function isBefore({ judgedAt, id }: PlaceInClosed) {
  const at = new Date(judgedAt);
  return sql`i.judged_at <= ${at} and (i.judged_at < ${at} or i.id > ${id})`;
}

function isTold({ actor, now }: NonNullable<ItemFilter['toldTo']>) {
  const since = new Date(now - UNDO_MINUTES * 60_000);
  return sql`(i.lane <> 'review' or i.second_decision is not null or coalesce(i.judged_at < ${since}, true)
    or exists (select from vigie.desk_decisions d where d.item_id = i.id and d.actor = ${actor}))`;
}

function givenTo(actor: string) {
  return sql`(i.claimed_by = ${actor} or (i.state = 'revealed' and i.judged_by = ${actor}))`;
}

export function standingOf(row: ItemRow): Standing {
  return {
    state: row.state,
    lane: row.lane,
    holder: row.claimed_by,
    leaseUntil: row.lease_until?.getTime() ?? null,
    judgedBy: row.judged_by,
    judgedAt: row.judged_at?.getTime() ?? null,
    isSeconded: row.second_decision !== null,
    judges: row.judges,
    changed: row.changed,
    consulted: row.consulted,
  };
}

/** The steps that the machine leaves the actor now. A control item has done its work once it was judged: none are left. */
export function stepsOf(row: ItemRow, actor: Actor, now: number): ReturnType<typeof openSteps> {
  if (row.is_control && row.outcome !== null) return [];
  return openSteps(standingOf(row), actor, now);
}

/**
 * Whether an item is closed by a judgment that may be taken back still, and the actor is nobody who judged it: whoever read what
 * was said would be free to judge it next (HUM-06). `isTold` asks the opposite of all that are listed.
 */
export function isUntold(row: ItemRow, actor: Actor, now: number): boolean {
  return (
    row.outcome !== null &&
    row.lane === 'review' &&
    !row.is_control &&
    isUnsettled(standingOf(row), now) &&
    !row.judges.includes(actor.id)
  );
}

/**
 * How an item looks in a list. To who has not judged it, one that waits for a second reviewer is one that waits, and so is one
 * that may come back to somebody: the first judgment leaves no trace (HUM-06).
 */
export function summaryOf(row: ItemRow, actor: Actor, now: number): ItemSummary {
  return {
    id: row.id,
    lane: row.lane,
    state: shownState(row, actor, now),
    language: row.language,
    memberCount: row.member_count,
    openedAt: row.opened_at.toISOString(),
    outcome: isUntold(row, actor, now) ? null : row.outcome,
    sourceId: row.source_id,
  };
}

function shownState(row: ItemRow, actor: Actor, now: number): ItemSummary['state'] {
  if (isUntold(row, actor, now)) return 'waiting';
  const isOpen = row.outcome === null && row.state !== 'erased';
  const isInformed = row.judges.includes(actor.id) || !actor.roles.includes('reviewer');
  if (!isOpen || isInformed) return row.state;
  return holderOf(standingOf(row), now) === null ? 'waiting' : 'claimed';
}

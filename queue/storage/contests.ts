import { randomBytes } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import type { Lane } from '../contracts/assessment.ts';
import type { Item } from '../contracts/item.ts';
import { CONTEST_DAYS, type ContestCounts, type ContestRuling } from '../contracts/public-pages.ts';
import { outOf } from './recalls.ts';
import type { Schema } from './schema.ts';

/** A contest that waits. Days as text: drivers read a date in the time zone of the machine. */
export interface ContestRow {
  readonly id: string;
  readonly sealed: Uint8Array | null;
  readonly receivedOn: string;
  readonly itemId: string | null;
  /** Of the item; `null` where no post of that address is kept. */
  readonly lane: Item['lane'] | null;
  /** Who has read it. */
  readonly examiners: readonly string[];
  readonly state: 'received' | 'examined';
  readonly isDecided: false;
}

/** The records hold that a contest has a verdict for its state once it is decided, and no sooner. */
type DecidedContest = Omit<ContestRow, 'state' | 'isDecided'> & {
  readonly state: ContestRuling['verdict'];
  readonly isDecided: true;
};

const COLUMNS = sql`id, sealed, received_on::text as "receivedOn", item_id as "itemId", state, examiners,
  (select lane from vigie.items i where i.id = item_id) as lane,
  decided_on is not null as "isDecided"`;

/** What was sent as one contest: the one that its receipt is of, and those beside it. */
const WHOLE = (alias: string) => sql`coalesce(${sql.ref(`${alias}.beside`)}, ${sql.ref(`${alias}.id`)})`;

/** Contests that no process with the vault has opened yet; locked, and passed over where another works on them. */
export async function readUntaken(
  tx: Kysely<Schema>,
  limit: number,
): Promise<{ id: string; sealed: Uint8Array }[]> {
  const { rows } = await sql<{ id: string; sealed: Uint8Array }>`
    select id, sealed from vigie.contests where not taken and sealed is not null
    order by id limit ${limit} for update skip locked
  `.execute(tx);
  return rows;
}

/** An address has an item for each version of an edited post; more than these are nobody's editing. */
const MOST_ITEMS = 20;

/**
 * The items of flagged posts with this address, in any of its forms, and those whose text is gone but that somebody is told about, or that a notice was
 * taken out about: first those of which something is out, then the newest. After the first, those alone of which there is
 * anything left to undo.
 */
export async function findItemsOfAddress(
  tx: Kysely<Schema>,
  tokens: readonly Uint8Array[],
): Promise<string[]> {
  const isAsked = (column: string) => sql`${sql.ref(column)} in (${sql.join(tokens)})`;
  const { rows } = await sql<{ item_id: string; is_left: boolean }>`
    select found.item_id, bool_or(has_text) or ${outOf(sql`found.item_id`)} as is_left from (
      select m.item_id, m.joined_at as at, true as has_text
        from vigie.sealed_posts s join vigie.item_members m on m.post_id = s.post_id
        where ${isAsked('s.permalink_token')}
      union all
      select t.item_id, i.opened_at, false from vigie.told_addresses a join vigie.tellings t on t.number = a.telling_number
        join vigie.items i on i.id = t.item_id where ${isAsked('a.token')}
      union all
      select n.item_id, i.opened_at, false from vigie.notice_addresses a join vigie.notices n on n.number = a.notice_number
        join vigie.items i on i.id = n.item_id where ${isAsked('a.token')}
    ) found
    group by found.item_id order by ${outOf(sql`found.item_id`)} desc, max(at) desc, found.item_id limit ${MOST_ITEMS}
  `.execute(tx);
  return rows.filter(({ is_left }, at) => at === 0 || is_left).map(({ item_id }) => item_id);
}

/**
 * Opens a contest about another item of the same address, which is decided for itself. Nobody has a receipt of it: its outcome is part
 * of what the receipt of the first tells.
 */
export async function openBeside(
  tx: Kysely<Schema>,
  id: string,
  first: string,
  itemId: string,
): Promise<void> {
  await sql`
    insert into vigie.contests (id, receipt_hash, sealed, received_on, taken, item_id, beside)
    select ${id}::uuid, ${randomBytes(32)}, sealed, received_on, true, ${itemId}, id
    from vigie.contests where id = ${first}::uuid
  `.execute(tx);
}

export async function matchContest(
  tx: Kysely<Schema>,
  id: string,
  itemId: string | undefined,
): Promise<void> {
  await sql`update vigie.contests set taken = true, item_id = ${itemId ?? null} where id = ${id}::uuid`.execute(
    tx,
  );
}

/** Undecided contests about items of these lanes, those that wait longest first; `none`: about no item that is kept. */
export async function readOpenContests(
  db: Kysely<Schema>,
  lanes: readonly string[],
  limit: number,
): Promise<ContestRow[]> {
  const { rows } = await sql<ContestRow>`
    select * from (select ${COLUMNS} from vigie.contests where decided_on is null and taken) open
    where coalesce(lane, 'none') = any(${lanes}::text[])
    order by "receivedOn", id limit ${limit}
  `.execute(db);
  return rows;
}

/** How many contests nobody has decided, those that no process has taken in yet included. */
export async function countContests(db: Kysely<Schema>, now: Date): Promise<ContestCounts> {
  const { rows } = await sql<ContestCounts>`
    select count(*)::integer as open, (count(*) filter (where due < today))::integer as overdue,
      min(due) filter (where due >= today)::text as "nextDueOn"
    from (
      select received_on + ${CONTEST_DAYS}::integer as due, ${now.toISOString().slice(0, 10)}::date as today
      from vigie.contests where decided_on is null
    ) waiting
  `.execute(db);
  return rows[0] ?? { open: 0, overdue: 0, nextDueOn: null };
}

/** One contest that was taken in, locked; first the one that it is beside, so that of one contest's items one at a time is decided. */
export async function readContest(
  tx: Kysely<Schema>,
  id: string,
): Promise<ContestRow | DecidedContest | undefined> {
  await sql`
    select from vigie.contests where id = (select beside from vigie.contests where id = ${id}::uuid) for update
  `.execute(tx);
  const { rows } = await sql<ContestRow | DecidedContest>`
    select ${COLUMNS} from vigie.contests where id = ${id}::uuid and taken for update
  `.execute(tx);
  return rows[0];
}

export async function startContest(tx: Kysely<Schema>, id: string, actor: string): Promise<void> {
  await sql`
    update vigie.contests set state = 'examined', examiners = examiners || ${actor}::text where id = ${id}::uuid
  `.execute(tx);
}

export interface ClosedContest {
  readonly verdict: 'upheld' | 'rejected';
  readonly reason: string;
  readonly noteKey: Uint8Array;
  readonly noteSealed: Uint8Array;
  readonly now: Date;
}

/** Ends a contest; what was sent goes, the note of whoever decided stays. */
export async function closeContest(tx: Kysely<Schema>, id: string, closed: ClosedContest): Promise<void> {
  const day = closed.now.toISOString().slice(0, 10);
  await sql`
    update vigie.contests set state = ${closed.verdict}, reason = ${closed.reason}, decided_on = ${day}::date,
      note_key = ${closed.noteKey}, note_sealed = ${closed.noteSealed}, sealed = null,
      erased_on = ${closed.verdict === 'upheld' ? day : null}::date
    where id = ${id}::uuid
  `.execute(tx);
}

/**
 * What the contest comes to that a decided one was sent as or opened beside: upheld where any of its items was.
 * @returns `undefined` where it is about one item alone; `null` while others of it wait
 */
export async function wholeVerdict(
  tx: Kysely<Schema>,
  id: string,
): Promise<ContestRuling['verdict'] | null | undefined> {
  const { rows } = await sql<{ items: number; isOver: boolean; isUpheld: boolean }>`
    select count(*)::integer as items, bool_and(o.decided_on is not null) as "isOver",
      bool_or(o.state = 'upheld') as "isUpheld"
    from vigie.contests c join vigie.contests o on ${WHOLE('o')} = ${WHOLE('c')} where c.id = ${id}::uuid
  `.execute(tx);
  const [whole] = rows;
  if (whole === undefined || whole.items < 2) return undefined;
  if (!whole.isOver) return null;
  return whole.isUpheld ? 'upheld' : 'rejected';
}

export interface RulesOfItem {
  readonly release: string | null;
  readonly lane: Lane;
  /** Ids of the rules whose signals flagged the post that the item shows. */
  readonly rules: readonly string[];
}

/** Which rules brought an item before people. Once its text is erased, those that it was counted for, as far as figures know. */
export async function rulesOfItem(tx: Kysely<Schema>, itemId: string): Promise<RulesOfItem | undefined> {
  const { rows } = await sql<{
    release: string | null;
    lane: Lane;
    body: string | null;
    counted: string[] | null;
  }>`
    select a.release, a.lane, a.body, coalesce(k.rules, f.rules) as counted from vigie.items i
      join vigie.assessments a on a.post_id = i.post_id left join vigie.flag_facts f on f.item_id = i.id
      left join vigie.counted_rules k on k.item_id = i.id
    where i.id = ${itemId}
  `.execute(tx);
  const [row] = rows;
  if (row === undefined) return undefined;
  const signals: { rule: string }[] | undefined =
    row.body === null ? undefined : JSON.parse(row.body).signals;
  return {
    release: row.release,
    lane: row.lane,
    rules: [...new Set(signals?.map(({ rule }) => rule) ?? row.counted ?? [])].sort(),
  };
}

/**
 * Removes contests that were decided before a day: with all that were sent as one, since their receipt tells of all of them.
 * @returns how many
 */
export async function pruneContests(tx: Kysely<Schema>, before: Date): Promise<number> {
  const day = before.toISOString().slice(0, 10);
  const { rows } = await sql`
    delete from vigie.contests c where not exists (
      select from vigie.contests o
      where ${WHOLE('o')} = ${WHOLE('c')} and (o.decided_on is null or o.decided_on >= ${day}::date)
    ) returning 1
  `.execute(tx);
  return rows.length;
}

import { type Kysely, sql } from 'kysely';
import type { Lane } from '../contracts/assessment.ts';
import type { Item } from '../contracts/item.ts';
import type { ContestRuling } from '../contracts/public-pages.ts';
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
  readonly examiner: string | null;
  readonly state: 'received' | 'examined';
  readonly isDecided: false;
}

/** The records hold that a contest has a verdict for its state once it is decided, and no sooner. */
type DecidedContest = Omit<ContestRow, 'state' | 'isDecided'> & {
  readonly state: ContestRuling['verdict'];
  readonly isDecided: true;
};

const COLUMNS = sql`id, sealed, received_on::text as "receivedOn", item_id as "itemId", state, examiner,
  (select lane from vigie.items i where i.id = item_id) as lane,
  decided_on is not null as "isDecided"`;

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

/**
 * The item of a flagged post with this address, or of one whose text is gone but that somebody is told about, or that a notice was
 * taken out about: the one of which something is out, then the newest; `undefined` where there is none.
 */
export async function findItemOfAddress(tx: Kysely<Schema>, token: Uint8Array): Promise<string | undefined> {
  const { rows } = await sql<{ item_id: string }>`
    select item_id from (
      select m.item_id, m.joined_at as at from vigie.sealed_posts s join vigie.item_members m on m.post_id = s.post_id
        where s.permalink_token = ${token}
      union all
      select t.item_id, i.opened_at from vigie.told_addresses a join vigie.tellings t on t.number = a.telling_number
        join vigie.items i on i.id = t.item_id where a.token = ${token}
      union all
      select n.item_id, i.opened_at from vigie.notice_addresses a join vigie.notices n on n.number = a.notice_number
        join vigie.items i on i.id = n.item_id where a.token = ${token}
    ) found
    order by ${outOf(sql`found.item_id`)} desc, at desc, item_id limit 1
  `.execute(tx);
  return rows[0]?.item_id;
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

/** One contest that was taken in, locked. */
export async function readContest(
  tx: Kysely<Schema>,
  id: string,
): Promise<ContestRow | DecidedContest | undefined> {
  const { rows } = await sql<ContestRow | DecidedContest>`
    select ${COLUMNS} from vigie.contests where id = ${id}::uuid and taken for update
  `.execute(tx);
  return rows[0];
}

/** Whether somebody has ever judged this item, judgments taken back included, or holds it now. */
export async function hasJudged(tx: Kysely<Schema>, itemId: string, actor: string): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (select from vigie.decisions where item_id = ${itemId} and actor = ${actor})
      or exists (
        select from vigie.items where id = ${itemId} and (judged_by = ${actor} or claimed_by = ${actor})
      ) as found
  `.execute(tx);
  return rows[0]?.found === true;
}

export async function startContest(tx: Kysely<Schema>, id: string, actor: string): Promise<void> {
  await sql`
    update vigie.contests set state = 'examined', examiner = ${actor} where id = ${id}::uuid
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

/** Removes contests that were decided before a day. @returns how many */
export async function pruneContests(tx: Kysely<Schema>, before: Date): Promise<number> {
  const { rows } = await sql`
    delete from vigie.contests where decided_on < ${before.toISOString().slice(0, 10)}::date returning 1
  `.execute(tx);
  return rows.length;
}

import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Actor } from '../contracts/account.ts';
import type { ItemState } from '../contracts/item.ts';
import { OPEN_ITEM, TURN } from '../storage/items.ts';
import type { Schema } from '../storage/schema.ts';
import {
  type Asking,
  drawableStates,
  isDrawable,
  readableLanguages,
  TABLES,
  type Table,
  type Wanted,
} from './drawable.ts';

/** So many judgments in one language, and the next item is of another where one waits (HUM-10). */
const ROTATE_AFTER = 20;

interface Found {
  readonly id: string;
  readonly state: ItemState;
}

/**
 * The item to judge next: one the actor has begun, else one of the earliest turn that they may take, random among equals and
 * never by score. First and second reviews and control items are drawn alike, so that the second reviewer of an offer is
 * whoever comes by. Locked; items that another transaction is taking are passed over.
 *
 * Each question goes by an index and reads a few rows of each language, however many wait; what is read past is what
 * others hold and what the actor has judged, skipped or been asked about.
 */
export async function pickNext(
  tx: Kysely<Schema>,
  actor: Actor,
  wanted: Wanted,
  now: Date,
): Promise<string | undefined> {
  const tired = wanted.language === undefined ? await languageToRest(tx, actor) : null;
  const passed: string[] = [];
  for (;;) {
    const asking: Asking = { actor, wanted, now, tired, passed };
    const found = (await readBegun(tx, asking)) ?? (await drawWaiting(tx, asking));
    if (found === undefined) return undefined;
    if (await lockItem(tx, found, asking)) return found.id;
    passed.push(found.id);
  }
}

/** What the actor holds, or has judged and not concluded. */
async function readBegun(
  tx: Kysely<Schema>,
  { actor, wanted, now, passed }: Asking,
): Promise<Found | undefined> {
  const of = (table: string, isTheirs: RawBuilder<unknown>) => sql`
    select id, state, ${TURN} as turn, draw from ${sql.table(table)}
    where lane = ${wanted.lane} and ${OPEN_ITEM} and ${isTheirs} and id <> all(${[...passed]}::text[])
      ${wanted.language === undefined ? sql`` : sql`and language = ${wanted.language}`}`;
  const parts = TABLES.flatMap((table) => [
    of(table, sql`claimed_by = ${actor.id} and lease_until > ${now}`),
    of(table, sql`state = 'revealed' and judged_by = ${actor.id}`),
  ]);
  const { rows } = await sql<Found>`
    select id, state from (${sql.join(parts, sql` union all `)}) begun order by turn, draw limit 1
  `.execute(tx);
  return rows[0];
}

/**
 * One of the earliest turn. Items stand on a circle by the number each drew when it was opened, and who asks draws a place
 * on it: they are given the first item from there on, and none but that one has to be read. Before places are drawn each of a
 * turn is as likely as any other, of posts or of controls; after, one behind a wide gap comes up more often, whichever it is.
 */
async function drawWaiting(tx: Kysely<Schema>, asking: Asking): Promise<Found | undefined> {
  const states = drawableStates(asking);
  const readable = readableLanguages(asking);
  if (states.length === 0 || readable === null) return undefined;
  const groups = TABLES.map(
    (table, at) => sql`groups_${sql.raw(String(at))} as (${groupsOf(table, asking)})`,
  );
  const firsts = TABLES.map(
    (table, at) => sql`
      select ${sql.lit(at)} as place, g.state, g.language, first.turn
      from groups_${sql.raw(String(at))} g cross join lateral (
        select ${TURN} as turn from ${sql.table(table)} i
        where ${isOfGroup(asking)} and ${isDrawable(table, asking)} order by turn, draw limit 1
      ) first
      where g.state = any(${states}::text[]) and ${readable}`,
  );
  const nearest = TABLES.map(
    (table, at) => sql`
      select near.id, near.state, near.draw from best cross join pivot cross join lateral (
        (select id, state, draw from ${sql.table(table)} i
          where ${isOfGroup(asking, 'best')} and ${TURN} = best.turn and draw >= pivot.at and ${isDrawable(table, asking)}
          order by draw limit 1)
        union all
        (select id, state, draw + 1 from ${sql.table(table)} i
          where ${isOfGroup(asking, 'best')} and ${TURN} = best.turn and draw < pivot.at and ${isDrawable(table, asking)}
          order by draw limit 1)
      ) near where best.place = ${sql.lit(at)}`,
  );
  const { rows } = await sql<Found>`
    with recursive ${sql.join(groups)}, firsts as materialized (
      ${sql.join(firsts, sql` union all `)}
    ), ranked as (
      select *, rank() over (order by language is not distinct from ${asking.tired}::text, turn) as rank from firsts
    ), best as materialized (
      select * from ranked where rank = 1
    ), pivot as materialized (
      select random() as at
    )
    select id, state from (${sql.join(nearest, sql` union all `)}) drawn order by draw limit 1
  `.execute(tx);
  return rows[0];
}

/** The states and languages in which a lane has open items, each found by one step in the index. */
function groupsOf(table: Table, { wanted }: Asking): RawBuilder<unknown> {
  const next = (after: RawBuilder<unknown>) => sql`
    select state, language from ${sql.table(table)}
    where lane = ${wanted.lane} and ${OPEN_ITEM} ${after} order by state, language limit 1`;
  const of = sql.raw(`groups_${TABLES.indexOf(table)}`);
  return sql`
    (${next(sql``)})
    union all
    select following.* from ${of} g cross join lateral (${next(sql`and (state, language) > (g.state, g.language)`)}) following`;
}

function isOfGroup({ wanted }: Asking, group = 'g'): RawBuilder<unknown> {
  const of = sql.raw(group);
  return sql`i.lane = ${wanted.lane} and i.state = ${of}.state and i.language = ${of}.language and ${OPEN_ITEM}`;
}

/** Taken unless another transaction takes it, or has taken it or moved it to the other lane since. */
async function lockItem(
  tx: Kysely<Schema>,
  { id, state }: Found,
  { actor, wanted, now }: Asking,
): Promise<boolean> {
  for (const table of TABLES) {
    const { rows } = await sql`
      select from ${sql.table(table)} where id = ${id} and lane = ${wanted.lane} and state = ${state} and ${OPEN_ITEM} and (
        claimed_by is null or lease_until is null or lease_until <= ${now} or claimed_by = ${actor.id}
      ) for update skip locked
    `.execute(tx);
    if (rows.length > 0) return true;
  }
  return false;
}

async function languageToRest(tx: Kysely<Schema>, actor: Actor): Promise<string | null> {
  const { rows } = await sql<{ language: string | null }>`
    select case when count(*) = ${ROTATE_AFTER} and count(distinct language) = 1 then min(language) end as language
    from (
      select i.language from vigie.decisions d join vigie.items i on i.id = d.item_id
      where d.actor = ${actor.id} and d.stage in ('first', 'second')
      order by d.id desc limit ${ROTATE_AFTER}
    ) recent
  `.execute(tx);
  return rows[0]?.language ?? null;
}

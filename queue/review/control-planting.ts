import { randomBytes } from 'node:crypto';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import { PROCESS } from '../contracts/actor.ts';
import type { KnownPost } from '../contracts/control.ts';
import type { DepartureDay } from '../contracts/departure.ts';
import type { SealedPost } from '../contracts/post.ts';
import { appendEntry } from '../log/append.ts';
import { itemIdOf } from '../storage/items.ts';
import type { Schema } from '../storage/schema.ts';
import { mostAhead } from '../storage/turn-ahead.ts';
import type { Vault } from '../vault/index.ts';

/** A known post as the rules in force read it: they flagged it for review, as every other item of the lane. */
export interface FlaggedControl {
  readonly known: KnownPost;
  readonly language: string;
  /** The assessment as it is stored, JSON. */
  readonly assessment: string;
  /** Days that its text names for a departure, as if it were written when it is planted. */
  readonly departures: readonly DepartureDay[];
}

/** The item of a post that has just been opened, which a control item is planted beside. */
export interface Beside {
  readonly postId: string;
  readonly sourceId: string;
}

/**
 * Plants a control item beside an item that was opened by the same step: it waits from the same moment, names the same
 * source, and takes its turn as any other. Which post it shows is the one of the set that was shown least.
 * @returns its id; `undefined` where each of the set waits already
 */
export async function plantControl(
  tx: Kysely<Schema>,
  vault: Vault,
  choices: readonly FlaggedControl[],
  { postId, sourceId }: Beside,
  now: Date,
): Promise<string | undefined> {
  const chosen = await chooseLeastShown(tx, choices);
  if (chosen === undefined) return undefined;
  const { known, language, assessment, departures } = chosen;
  // As tokens of texts are, which the ids of items are made of.
  const token = randomBytes(32);
  const id = itemIdOf(token);
  const content: SealedPost = { version: 2, text: known.text };
  const { wrappedKey, sealed } = vault.seal(id, JSON.stringify(content));
  await tx
    .insertInto('vigie.control_items')
    .values({
      id,
      lane: 'review',
      state: 'waiting',
      post_id: id,
      content_token: token,
      source_id: sourceId,
      language,
      opened_at: now,
      entered_at: now,
      ahead_hours: mostAhead(departures, now, now),
      author_category: 'unknown',
    })
    .execute();
  await sql`
    insert into vigie.controls (item_id, control_key, expected, expected_reason, explanation, wrapped_key, sealed,
      published_at, assessment)
    select ${id}, ${known.key}, ${known.expect}, ${known.reason}, ${known.explanation ?? null}, ${wrappedKey}::bytea,
      ${sealed}::bytea, ${likeThatOf(sql`published_at`)}, ${assessment}
    from vigie.posts where id = ${postId}
  `.execute(tx);
  const entry = { kind: 'control.planted', actor: PROCESS.score, at: now } as const;
  await appendEntry(tx, { ...entry, subject: id, body: {} });
  return id;
}

/**
 * A time as exact as another of the same source, which may know minutes, hours or days alone: whole minutes before it, and none where
 * it has none.
 */
function likeThatOf(time: RawBuilder<Date>): RawBuilder<Date> {
  return sql`${time} - case when ${time} = date_trunc('hour', ${time}, 'UTC') then 0 else floor(random() * 60) end * interval '1 minute'`;
}

async function chooseLeastShown(
  tx: Kysely<Schema>,
  choices: readonly FlaggedControl[],
): Promise<FlaggedControl | undefined> {
  const keys = choices.map(({ known }) => known.key);
  const { rows } = await sql<{ key: string }>`
    select key from unnest(${keys}::text[]) as given (key) left join vigie.controls c on c.control_key = given.key
    group by key having count(*) filter (where c.item_id is not null and c.ended_at is null) = 0
    order by count(c.item_id), random() limit 1
  `.execute(tx);
  return choices.find(({ known }) => known.key === rows[0]?.key);
}

/** So many control items are removed at once. */
const AT_ONCE = 500;

/**
 * Removes control items with everything about them: those that nobody took up for as long as an item waits, and those
 * that ended long ago.
 * @returns how many
 */
export async function removeControls(
  db: Kysely<Schema>,
  { openedBefore, endedBefore }: { readonly openedBefore: Date; readonly endedBefore: Date },
  now: Date,
): Promise<number> {
  return db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ id: string }>`
      delete from vigie.control_items where id in (
        select i.id from vigie.control_items i join vigie.controls c on c.item_id = i.id
        where case when c.ended_at is null then i.opened_at <= ${openedBefore}::timestamptz
          else c.ended_at <= ${endedBefore}::timestamptz end
        limit ${AT_ONCE} for update of i skip locked
      ) returning id
    `.execute(tx);
    const ids = rows.map(({ id }) => id);
    await sql`delete from vigie.item_questions where item_id = any(${ids}::text[])`.execute(tx);
    if (rows.length > 0) {
      const entry = { kind: 'controls.removed', actor: PROCESS.expire, at: now } as const;
      await appendEntry(tx, { ...entry, subject: 'retention', body: { controls: rows.length } });
    }
    return rows.length;
  });
}

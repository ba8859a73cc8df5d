import { type Kysely, sql } from 'kysely';

/**
 * Repairs records that `20261128-90-sealed-for` had gone through before it knew of items that were opened again with a younger
 * copy while an older one was there still: what was sealed for the older one could not be opened, and nobody could judge them.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

/** Items that were opened again with the copy that they show. */
const AGAIN = `
  with again as (
    select i.id, i.opened_at as at
    from vigie.items i join vigie.item_members now_shown on now_shown.post_id = i.post_id
    where i.opened_at >= now_shown.joined_at and exists (
      select from vigie.item_members before where before.item_id = i.id and before.joined_at < now_shown.joined_at
    )
  )`;

const KEEPING = [
  ['doubts', 'recorded_at'],
  ['unmaskings', 'requested_at'],
  ['notices', 'drafted_at'],
];

const STATEMENTS = [
  `${AGAIN} update vigie.decisions d set sealed_note = null from again
    where d.item_id = again.id and d.decided_at < again.at and d.sealed_note is not null`,
  `${AGAIN} update vigie.item_questions q set sealed_words = null, sealed_answer = null from again
    where q.item_id = again.id and q.asked_at < again.at and (q.sealed_words is not null or q.sealed_answer is not null)`,
  ...KEEPING.flatMap(([table, at]) => [
    `alter table vigie.${table} disable trigger user`,
    // What was written since then says which post it was sealed for.
    `${AGAIN} update vigie.${table} t set sealed_for = '' from again, vigie.items i
      where i.id = again.id and t.item_id = again.id and t.${at} < again.at and t.sealed_for = i.post_id`,
    `alter table vigie.${table} enable trigger user`,
  ]),
];

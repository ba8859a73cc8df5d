import { type Kysely, sql } from 'kysely';

/**
 * Words that were sealed under the key of an item's post end with that post, also where the item goes on to show another one: the
 * key of the other does not open them. Notes and questions go with it, whichever code moves the item; what is never changed or
 * must not be empty says which post it was sealed for.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

/**
 * Items that moved to a younger copy, and since when: as they were opened again with it, whatever became of the copies before;
 * else once every copy that had joined before it was erased.
 */
const MOVED = `
  with moved as (
    select i.id, case when i.opened_at >= now_shown.joined_at then i.opened_at else max(e.erased_at) end as at
    from vigie.items i join vigie.item_members now_shown on now_shown.post_id = i.post_id
      join vigie.item_members before on before.item_id = i.id and before.joined_at < now_shown.joined_at
      left join (select unnest(post_ids) as post_id, erased_at from vigie.erasures) e on e.post_id = before.post_id
    group by i.id, now_shown.joined_at
  )`;

const KEEPING = [
  ['doubts', 'recorded_at'],
  ['unmaskings', 'requested_at'],
  ['notices', 'drafted_at'],
];

const STATEMENTS = [
  `${MOVED} update vigie.decisions d set sealed_note = null from moved
    where d.item_id = moved.id and d.decided_at < moved.at and d.sealed_note is not null`,
  `${MOVED} update vigie.item_questions q set sealed_words = null, sealed_answer = null from moved
    where q.item_id = moved.id and q.asked_at < moved.at`,
  ...KEEPING.flatMap(([table, at]) => [
    // Empty: of a backup from before this was kept, whose items show the post that they showed then.
    `alter table vigie.${table} add column sealed_for text`,
    `alter table vigie.${table} disable trigger user`,
    // The id of no post stands for one that is gone; which it was cannot be told any more.
    `${MOVED} update vigie.${table} t
      set sealed_for = case when t.${at} < (select at from moved where moved.id = i.id) then '' else i.post_id end
      from vigie.items i where i.id = t.item_id`,
    `alter table vigie.${table} enable trigger user`,
  ]),
  `create function vigie.forget_words_of_post() returns trigger language plpgsql as $$
    begin
      update vigie.decisions set sealed_note = null where item_id = new.id and sealed_note is not null;
      update vigie.item_questions set sealed_words = null, sealed_answer = null
        where item_id = new.id and (sealed_words is not null or sealed_answer is not null);
      return null;
    end
  $$`,
  `create trigger items_forget_words after update of post_id on vigie.items
    for each row when (new.post_id <> old.post_id) execute function vigie.forget_words_of_post()`,
];

import { type Kysely, sql } from 'kysely';

/**
 * Items that went on with a younger copy when the text of the post before ended want a capture of that copy: none had been wanted. Only
 * of posts that somebody may still judge or hand over.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `insert into vigie.captures (id, item_id, post_id, state, wanted_at, next_at)
    select md5('capture:' || i.id || ':' || i.post_id), i.id, i.post_id, 'wanted', now(), now()
    from vigie.items i join vigie.sealed_posts s on s.post_id = i.post_id
    where i.lane = 'review' and i.state <> 'erased' and (i.outcome is null or i.outcome = 'offer')
      and exists (select from vigie.captures c where c.item_id = i.id and c.state = 'erased')
    on conflict (item_id, post_id) do nothing`,
];

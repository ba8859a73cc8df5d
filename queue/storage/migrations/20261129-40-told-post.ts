import { type Kysely, sql } from 'kysely';

/**
 * Which post left with a bundle: an item goes on to show a younger copy once the text of that one is erased, and whoever posted a copy
 * must not be told that it was theirs. Duties of before get the post that their item shows, where it showed that one then.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `alter table vigie.tellings add column post_id text, add check (post_id is null or act = 'bundle')`,
  'alter table vigie.tellings disable trigger user',
  // An item moves to the next copy in the order in which they joined: where one before it was erased since, it may have moved.
  `update vigie.tellings t set post_id = i.post_id
    from vigie.items i join vigie.item_members shown on shown.post_id = i.post_id
    where t.act = 'bundle' and i.id = t.item_id and shown.joined_at <= t.arose_at and not exists (
      select from vigie.item_members before
        join (select unnest(post_ids) as post_id, erased_at from vigie.erasures) e on e.post_id = before.post_id
      where before.item_id = i.id and before.post_id <> shown.post_id and before.joined_at <= shown.joined_at
        and e.erased_at >= t.arose_at)`,
  'alter table vigie.tellings enable trigger user',
];

import { type Kysely, sql } from 'kysely';

/**
 * A judgment's note says which post it was sealed for, and ends with that post's text: where an item of protection is opened again for
 * another call, whoever comes next reads what was done for the one before as long as that is kept.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  // Empty: without a note, or of a backup from before this was kept, whose items show the post that they showed then.
  'alter table vigie.decisions add column sealed_for text',
  'alter table vigie.control_decisions add column sealed_for text',
  `update vigie.decisions d set sealed_for = i.post_id from vigie.items i
    where i.id = d.item_id and d.sealed_note is not null`,
  `create or replace function vigie.forget_words_of_post() returns trigger language plpgsql as $$
    begin
      update vigie.decisions set sealed_for = old.post_id
        where item_id = new.id and sealed_note is not null and sealed_for is null;
      update vigie.decisions d set sealed_note = null where d.item_id = new.id and d.sealed_note is not null
        and not exists (select from vigie.sealed_posts s where s.post_id = d.sealed_for);
      update vigie.item_questions set sealed_words = null, sealed_answer = null
        where item_id = new.id and (sealed_words is not null or sealed_answer is not null);
      return null;
    end
  $$`,
];

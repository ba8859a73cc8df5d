import { type Kysely, sql } from 'kysely';

/**
 * Questions to a colleague before a judgment. What is asked is one of a closed list; its words, and those of the answer,
 * are sealed under the key of the item's post. They are about items of posts and control items alike.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create table vigie.item_questions (
    id bigint generated always as identity primary key,
    item_id text not null,
    kind text not null check (kind in ('language', 'word', 'place', 'sign', 'service')),
    sealed_words bytea,
    asked_by text not null,
    asked_at timestamptz not null,
    colleague text,
    read_at timestamptz,
    answer text check (answer in ('explained', 'yes', 'no', 'unsure')),
    sealed_answer bytea,
    answered_at timestamptz,
    check (colleague <> asked_by),
    check ((colleague is null) = (read_at is null)),
    check ((answer is null) = (answered_at is null)),
    check (answer is null or colleague is not null),
    check (sealed_answer is null or answer is not null)
  )`,
  // Serves "who was asked about this item", which every step and every draw asks.
  `create index item_questions_item on vigie.item_questions (item_id)`,
  // Serves the list of questions that wait, for colleagues and for open pages.
  `create index item_questions_waiting on vigie.item_questions (asked_at) where answered_at is null`,
  // Serves open pages: whether an answer has come.
  `create index item_questions_answered on vigie.item_questions (answered_at) where answered_at is not null`,
];

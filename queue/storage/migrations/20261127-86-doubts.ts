import { type Kysely, sql } from 'kysely';

/**
 * Doubts about the authenticity of posts, each as somebody's opinion with its grounds. They are added and never changed; the
 * grounds are sealed under the key of the item's post. No column of an item depends on them.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create table vigie.doubts (
    id bigint generated always as identity primary key,
    item_id text not null references vigie.items (id),
    kind text not null check (kind in ('edited', 'synthetic', 'satire', 'other')),
    sealed_grounds bytea not null check (length(sealed_grounds) > 0),
    recorded_by text not null check (recorded_by <> ''),
    recorded_at timestamptz not null
  )`,
  // Serves what is told of an item.
  `create index doubts_item on vigie.doubts (item_id)`,
  `create function vigie.keep_doubt() returns trigger language plpgsql as $$
    begin
      raise exception 'a doubt is somebody''s opinion: it is never changed or deleted' using errcode = 'VG001';
    end
  $$`,
  `create trigger doubts_kept before update or delete on vigie.doubts for each row execute function vigie.keep_doubt()`,
];

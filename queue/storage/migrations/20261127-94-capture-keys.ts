import { type Kysely, sql } from 'kysely';

/** Sources with a key of their own are captured, too; `no-key` is the reason where that key cannot be used. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(`alter table vigie.captures
      drop constraint captures_reason_check,
      add constraint captures_reason_check check (reason in ('import', 'no-address', 'source-removed', 'text-gone', 'protected',
        'not-authorised', 'out-of-scope', 'robots', 'no-key', 'blocked', 'gone', 'unreachable', 'timeout', 'changed',
        'too-large', 'no-browser', 'browser', 'store', 'interrupted'))`)
    .execute(db);
}

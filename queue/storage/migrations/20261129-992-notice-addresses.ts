import { type Kysely, sql } from 'kysely';

/**
 * By which address whoever posted contests a notice that was taken out: it may be with the platform from then on, and that it was sent
 * is written down at any time, also when the text has gone with its token. Notices of before get the tokens of the texts that are
 * there still.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create table vigie.notice_addresses (
    notice_number bigint not null references vigie.notices (number),
    token bytea not null check (length(token) = 32),
    primary key (notice_number, token)
  )`,
  // Serves contests, each of which is looked for by one token.
  'create index notice_addresses_token on vigie.notice_addresses (token)',
  `insert into vigie.notice_addresses
    select n.number, s.permalink_token from vigie.notices n
      join vigie.item_members m on m.item_id = n.item_id
      join vigie.sealed_posts s on s.post_id = m.post_id
    where n.exported_at is not null and s.permalink_token is not null
    on conflict do nothing`,
  `create function vigie.keep_notice_address() returns trigger language plpgsql as $$
    begin
      raise exception 'the address of a notice that was taken out is never changed or deleted' using errcode = 'VG001';
    end
  $$`,
  `create trigger notice_addresses_kept before update or delete on vigie.notice_addresses
    for each row execute function vigie.keep_notice_address()`,
];

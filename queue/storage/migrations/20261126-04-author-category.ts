import { type Kysely, sql } from 'kysely';

/** What the author of an item's posts is taken to be: never left open, `unknown` until a judgment says otherwise. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `alter table vigie.items add column author_category text not null default 'unknown'
    check (author_category in ('suspected-offeror', 'prospective-migrant', 'possible-victim', 'witness-or-reporter',
      'bystander', 'unknown'))`,
  // An item of the protection lane is nobody's offer.
  `alter table vigie.items add check (lane <> 'protect' or author_category <> 'suspected-offeror')`,
  // Items that were closed before: what follows from their outcome alone.
  `update vigie.items set author_category = case outcome when 'offer' then 'suspected-offeror' else 'possible-victim' end
    where outcome in ('offer', 'protect')`,
];

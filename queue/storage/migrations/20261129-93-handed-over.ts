import { type Kysely, sql } from 'kysely';

/**
 * An item that is handed to protection is counted there from then on: left among the items of the review lane, it was what those had
 * more than came to an end (PRO-09). The move counts in its own month, so that a month that is over does not change; items that were
 * handed over before stay where they were counted, for the same reason.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create function vigie.figure_handed_over() returns trigger language plpgsql as $$
    begin
      perform vigie.count_item(old, 'items', 'opened', -1);
      perform vigie.count_item(new, 'items', 'opened', 1);
      return null;
    end
  $$`,
  `create trigger items_figure_handed_over after update of lane on vigie.items
    for each row when (old.lane <> 'protect' and new.lane = 'protect') execute function vigie.figure_handed_over()`,
];

import { type Kysely, sql } from 'kysely';

/**
 * Captures that were given up because their source might not be asked, was not configured, or its key could not be used, are wanted
 * again: that is waited for now as long as the text is kept. Only of posts that somebody may still judge or hand over.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `update vigie.captures c set state = 'wanted', ended_at = null, next_at = now()
    from vigie.items i join vigie.sealed_posts s on s.post_id = i.post_id
    where c.item_id = i.id and c.post_id = i.post_id and c.state = 'failed'
      and c.reason in ('not-authorised', 'no-key', 'source-removed')
      and i.lane = 'review' and i.state <> 'erased' and (i.outcome is null or i.outcome = 'offer')`,
];

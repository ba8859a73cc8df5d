import { type Kysely, sql } from 'kysely';
import { createContestDesk } from '../../queue/contest/index.ts';
import type { Clock } from '../../queue/runtime/clock.ts';
import type { Schema } from '../../queue/storage/index.ts';
import type { Vault } from '../../queue/vault/index.ts';
import { actorOf } from './people.ts';

const CONTEST = '00000000-0000-4000-8000-000000000001';

/** A contest of an item that waits to be decided; its words are sealed to nobody. */
export async function contestOf(db: Kysely<Schema>, itemId: string | undefined): Promise<void> {
  await sql`insert into vigie.contests (id, receipt_hash, sealed, taken, item_id) values
    (${CONTEST}, ${Buffer.alloc(32, 1)}, ${Buffer.from('x')}, true, ${itemId})`.execute(db);
}

/** The same, decided: whoever contested is right. */
export async function upholdContest(
  { db, vault, clock }: { readonly db: Kysely<Schema>; readonly vault: Vault; readonly clock: Clock },
  itemId: string | undefined,
): Promise<void> {
  await contestOf(db, itemId);
  const desk = createContestDesk({ db, vault, clock });
  const judge = actorOf('ada', ['adjudicator']);
  await desk.examine(judge, CONTEST);
  const ruling = { verdict: 'upheld', reason: 'no_offer', note: 'It is no offer at all.' } as const;
  await desk.decideContest(judge, CONTEST, ruling);
}

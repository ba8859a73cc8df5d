import { type Kysely, sql } from 'kysely';
import { type Actor, Doubt, may, type RecordedDoubt } from '../contracts/index.ts';
import { appendEntry } from '../log/append.ts';
import type { Clock } from '../runtime/clock.ts';
import { AppError } from '../runtime/errors.ts';
import type { Schema } from '../storage/schema.ts';
import type { Vault } from '../vault/index.ts';
import { readSeenItem } from './access.ts';
import type { ItemRow } from './item-row.ts';
import { openBeside } from './open-beside.ts';
import { sealBeside } from './seal-beside.ts';

/** Opinions of one person on one item. */
const MOST_DOUBTS = 5;

/** Doubts about the authenticity of posts, by who judged them. They change nothing (EVI-15). */
export interface Doubts {
  /**
   * Writes a doubt down as the opinion of who holds it.
   * @throws AppError `item.not-found`, `item.conflict` for an item that is not closed, or that the actor did not judge
   */
  record(actor: Actor, itemId: string, doubt: Doubt): Promise<void>;
}

export function createDoubts(options: {
  readonly db: Kysely<Schema>;
  readonly vault: Vault;
  readonly clock: Clock;
}): Doubts {
  const { db, vault, clock } = options;
  return {
    async record(actor, itemId, input) {
      const { kind, grounds } = Doubt.parse(input);
      const now = new Date(clock.now());
      await db.transaction().execute(async (tx) => {
        const row = await readSeenItem(tx, actor, itemId, true);
        if (!mayDoubt(actor, row))
          throw conflict(itemId, 'a closed item that you judged', 'one that is open, or judged by others');
        await requireRoom(tx, itemId, actor);
        const { id } = await tx
          .insertInto('vigie.doubts')
          .values({
            item_id: itemId,
            kind,
            sealed_grounds: await sealBeside(tx, vault, row, grounds),
            sealed_for: row.post_id,
            recorded_by: actor.id,
            recorded_at: now,
          })
          .returning('id')
          .executeTakeFirstOrThrow();
        await appendEntry(tx, {
          kind: 'doubt.recorded',
          actor: actor.id,
          at: now,
          subject: itemId,
          body: { doubt: id, kind },
        });
      });
    },
  };
}

/** While somebody is to judge blindly, another's doubt would tell them what to think (HUM-06): so only once it is closed. */
export function showsDoubts(row: Pick<ItemRow, 'lane' | 'outcome' | 'is_control'>): boolean {
  return row.lane === 'review' && row.outcome !== null && !row.is_control;
}

export function mayDoubt(
  { id, roles }: Actor,
  row: Pick<ItemRow, 'lane' | 'outcome' | 'is_control' | 'judges'>,
): boolean {
  return showsDoubts(row) && row.judges.includes(id) && may(roles, 'items.judge', 'review');
}

/** Doubts about an item's post, the first first. */
export async function readDoubts(db: Kysely<Schema>, vault: Vault, row: ItemRow): Promise<RecordedDoubt[]> {
  const rows = await db
    .selectFrom('vigie.doubts as d')
    .leftJoin('vigie.accounts as a', 'a.id', 'd.recorded_by')
    .select(['d.kind', 'd.sealed_grounds', 'd.sealed_for', 'd.recorded_by', 'd.recorded_at', 'a.name'])
    .where('d.item_id', '=', row.id)
    .orderBy('d.id')
    .execute();
  const doubts: RecordedDoubt[] = [];
  for (const { kind, sealed_grounds, sealed_for, recorded_by, recorded_at, name } of rows)
    doubts.push({
      kind: Doubt.shape.kind.parse(kind),
      grounds: await openBeside(db, vault, row, sealed_grounds, sealed_for),
      author: recorded_by,
      authorName: name,
      at: recorded_at.toISOString(),
    });
  return doubts;
}

async function requireRoom(tx: Kysely<Schema>, itemId: string, { id }: Actor): Promise<void> {
  const { rows } = await sql<{ held: number }>`
    select count(*)::int as held from vigie.doubts where item_id = ${itemId} and recorded_by = ${id}
  `.execute(tx);
  if ((rows[0]?.held ?? 0) >= MOST_DOUBTS)
    throw conflict(itemId, `at most ${MOST_DOUBTS} doubts of one person about one post`, 'as many already');
}

function conflict(itemId: string, expected: string, found: string): AppError {
  return new AppError('item.conflict', `expected ${expected}, found ${found}`, { id: itemId });
}

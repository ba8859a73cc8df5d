import type { Kysely, Selectable } from 'kysely';
import type { Month } from '../contracts/figure.ts';
import type { Schema } from './schema.ts';
import type { StatisticClosingTable } from './schema-statistics.ts';

export type StatisticClosing = Selectable<StatisticClosingTable>;

/** Writes down, with the rows of a backup, that nobody knows what was released after it was made. */
export async function closeReleases(
  tx: Kysely<Schema>,
  closing: { readonly madeAt: Date; readonly restoredAt: Date; readonly through: Month },
): Promise<void> {
  const { madeAt, restoredAt, through } = closing;
  await tx
    .insertInto('vigie.statistic_closings')
    .values({ made_at: madeAt, restored_at: restoredAt, through })
    .execute();
}

/** All of them, oldest first, also those that were opened: months that stay closed are in these. */
export function readClosings(tx: Kysely<Schema>): Promise<StatisticClosing[]> {
  return tx.selectFrom('vigie.statistic_closings').selectAll().orderBy('closing_id').execute();
}

/** Those that nobody has opened, oldest first; nobody else changes them until this transaction ends. */
export function lockClosed(tx: Kysely<Schema>): Promise<StatisticClosing[]> {
  return tx
    .selectFrom('vigie.statistic_closings')
    .selectAll()
    .where('opened_at', 'is', null)
    .orderBy('closing_id')
    .forUpdate()
    .execute();
}

/** Writes a word into everything that is closed; the second one opens it. */
export async function writeReopening(
  tx: Kysely<Schema>,
  word: {
    readonly person: string;
    readonly now: Date;
    readonly released: readonly Month[];
    readonly isSecond: boolean;
  },
): Promise<void> {
  const { person, now, released, isSecond } = word;
  await tx
    .updateTable('vigie.statistic_closings')
    .set(
      isSecond
        ? { opened_by: person, opened_at: now }
        : { approved_by: person, approved_at: now, released: [...released] },
    )
    .where('opened_at', 'is', null)
    .execute();
}

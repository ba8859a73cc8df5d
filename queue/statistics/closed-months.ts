import type { Kysely } from 'kysely';
import type { Month } from '../contracts/figure.ts';
import { WORD_COUNTS_MS } from '../storage/persons.ts';
import type { Schema } from '../storage/schema.ts';
import { readClosings } from '../storage/statistic-closings.ts';

/** Months of which no table is released, as the records were restored from a backup. */
export interface ClosedMonths {
  /** What waits for two people; `null` where nothing does. */
  readonly waiting: WaitingMonths | null;
  /** Months that two people have named, in their order: tables of them are out that the records do not know, so they stay closed. */
  readonly forGood: readonly Month[];
}

export interface WaitingMonths {
  /** The last of them; every month before is closed, too. */
  readonly through: Month;
  /** Oldest first; what was released between each backup and its restore is not known. */
  readonly restores: readonly { readonly madeAt: Date; readonly restoredAt: Date }[];
  /** The first of the two words, as long as it counts. */
  readonly said: { readonly by: string; readonly released: readonly Month[] } | null;
}

export async function readClosedMonths(db: Kysely<Schema>, now: Date): Promise<ClosedMonths> {
  const all = await readClosings(db);
  const closed = all.filter(({ opened_at }) => opened_at === null);
  const named = all.flatMap(({ opened_at, released }) => (opened_at === null ? [] : released));
  const [oldest] = closed;
  const through = closed.map((one) => one.through).toSorted();
  return {
    waiting:
      oldest === undefined
        ? null
        : {
            through: through.at(-1) ?? oldest.through,
            restores: closed.map(({ made_at, restored_at }) => ({
              madeAt: made_at,
              restoredAt: restored_at,
            })),
            said: saidOf(closed, now),
          },
    forGood: [...new Set(named)].toSorted(),
  };
}

/** A restore since the first word was given closes more than that word spoke of. */
function saidOf(closed: Awaited<ReturnType<typeof readClosings>>, now: Date): WaitingMonths['said'] {
  const [first] = closed;
  if (first?.approved_by == null || first.approved_at === null) return null;
  const isWhole = closed.every(({ approved_by }) => approved_by !== null);
  const isOld = now.getTime() - first.approved_at.getTime() >= WORD_COUNTS_MS;
  return isWhole && !isOld ? { by: first.approved_by, released: first.released } : null;
}

/** In words for an operator. */
export function describeWaitingMonths({ through, restores, said }: WaitingMonths): string {
  const why = restores
    .map(({ madeAt, restoredAt }) => `on ${dayOf(restoredAt)} from a backup of ${dayOf(madeAt)}`)
    .join(', and ');
  const next =
    said === null
      ? 'two people have yet to say of which of these months tables had gone out in between'
      : `${said.by} says that tables had gone out in between of ${said.released.join(', ') || 'none of them'}, and a second person must say the same`;
  return `no table of months up to ${through} is released: the records were restored ${why}, and ${next}`;
}

function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10);
}

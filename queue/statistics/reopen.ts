import type { Kysely } from 'kysely';
import type { Month } from '../contracts/figure.ts';
import { appendEntry } from '../log/append.ts';
import { AppError } from '../runtime/errors.ts';
import { WORD_COUNTS_MS, wordOf } from '../storage/persons.ts';
import type { Schema } from '../storage/schema.ts';
import { lockClosed, readClosings, writeReopening } from '../storage/statistic-closings.ts';
import { lockReleases } from '../storage/statistic-releases.ts';

/**
 * Refuses months of which a table may be out that these records know nothing of: they come from a backup, and what was released after
 * it is public all the same, with what it spent.
 * @throws AppError `statistics.refused`
 */
export async function requireKnownReleases(tx: Kysely<Schema>, months: readonly Month[]): Promise<void> {
  for (const { through, released, opened_at, made_at, restored_at } of await readClosings(tx)) {
    const closed = months.filter(
      (month) => month <= through && (opened_at === null || released.includes(month)),
    );
    if (closed.length === 0) continue;
    const restored = `the records were restored on ${dayOf(restored_at)} from a backup of ${dayOf(made_at)}`;
    throw refused(
      'months of which these records know every table that is out',
      opened_at === null
        ? `${closed.join(', ')}: ${restored}, and two people have yet to say what was released in between, on the host: vigie statistics reopen`
        : `${closed.join(', ')}: ${restored}, and something was released in between; these months stay closed`,
      { months: closed },
    );
  }
}

/** What is open by now, or waits for the second person. */
export interface Reopening {
  readonly isOpen: boolean;
  /** The last month that was closed. */
  readonly through: Month;
}

/**
 * One of two people's word on what was released between a backup and its restore; the second one opens the other months. Both have to
 * name the same months. Whoever gave the first word and says another thing takes it back.
 * @param act `released`: months of which a table went out meanwhile; they stay closed for good
 * @throws AppError `usage.invalid` for a month that was not closed; `statistics.refused` where nothing is closed, the two differ, or
 * the same person says the same again; `operator.unknown` when nobody can tell who says it
 */
export function reopenReleases(
  db: Kysely<Schema>,
  act: { readonly actor: string; readonly now: Date; readonly released: readonly Month[] },
): Promise<Reopening> {
  const { actor, now } = act;
  const released = [...new Set(act.released)].toSorted();
  return db.transaction().execute(async (tx) => {
    await lockReleases(tx);
    const closed = await lockClosed(tx);
    const [said] = closed;
    if (said === undefined) throw refused('months that a restore has closed', 'none that wait to be opened');
    const through =
      closed
        .map((one) => one.through)
        .toSorted()
        .at(-1) ?? said.through;
    const strange = released.filter((month) => month > through);
    if (strange.length > 0)
      throw new AppError(
        'usage.invalid',
        `expected months up to ${through}, found ${strange.join(', ')}, which no restore has closed`,
      );
    // A restore since the first word was given closes more than that word spoke of.
    const earlier = closed.some((one) => one.approved_by === null)
      ? { by: null, at: null }
      : { by: said.approved_by, at: said.approved_at };
    const { person, first, isRepeated } = await wordOf(tx, { actor, earlier, now, countsMs: WORD_COUNTS_MS });
    const isSame = said.released.join() === released.join();
    if (isRepeated && isSame)
      throw refused('a second person', `${person}, who has said so already; opening them takes two`);
    const isSecond = first !== null && !isRepeated;
    if (isSecond && !isSame)
      throw refused(
        `the months that ${first} named, ${listOf(said.released)}`,
        `${listOf(released)}; look into it together, and say the same`,
      );
    await writeReopening(tx, { person, now, released, isSecond });
    await appendEntry(tx, {
      kind: isSecond ? 'statistics.reopened' : 'statistics.reopen-approved',
      actor: person,
      at: now,
      subject: `statistics ${through}`,
      body: { through, released, ...(isSecond && { approvedBy: first }) },
    });
    return { isOpen: isSecond, through };
  });
}

function listOf(months: readonly Month[]): string {
  return months.length === 0 ? 'none' : months.join(', ');
}

function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10);
}

function refused(expected: string, found: string, details: Record<string, unknown> = {}): AppError {
  return new AppError('statistics.refused', `expected ${expected}, found ${found}`, details);
}

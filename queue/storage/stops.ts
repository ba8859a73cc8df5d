import { type Kysely, sql } from 'kysely';
import { storableText } from '../contracts/post.ts';
import { appendEntry } from '../log/append.ts';
import { AppError } from '../runtime/errors.ts';
import { personOf, WORD_COUNTS_MS, wordOf } from './persons.ts';
import type { Schema } from './schema.ts';

/** A stop in force: since when, by whom, why, and who has approved going on so far. */
export interface Stop {
  readonly stopId: number;
  readonly stoppedAt: Date;
  readonly stoppedBy: string;
  readonly reason: string;
  readonly approvedAt: Date | null;
  readonly approvedBy: string | null;
}

/** Who does it, and when. */
export interface StopAct {
  readonly actor: string;
  readonly now: Date;
}

const MAX_STOP_REASON = 500;
/** Advisory lock that writers of posts and assessments share until their transaction ends; the number spells "VIGS". */
const STOP_LOCK = 1_447_642_963;
/** How long a stop waits for transactions in hand. Longer ones are refused nothing, but end on their own. */
const BARRIER_MS = 4000;
/** SQLSTATE of the records' own refusal. */
const REFUSED_BY_STOP = 'VG001';

/** The stop in force; `null` while work goes on. */
export async function readStop(db: Kysely<Schema>): Promise<Stop | null> {
  const { rows } = await sql<Stop>`
    select stop_id as "stopId", stopped_at as "stoppedAt", stopped_by as "stoppedBy", reason,
      approved_at as "approvedAt", approved_by as "approvedBy"
    from vigie.stops where resumed_at is null
  `.execute(db);
  return rows[0] ?? null;
}

/**
 * Stops collecting and scoring everywhere. From the commit on the records refuse every new post and assessment; then this
 * waits until the transactions that had passed before have ended. Pressed again it takes back an approval to go on.
 * @returns the stop, and whether everything in hand has ended
 * @throws AppError `usage.invalid` without a reason
 */
export async function stopWork(
  db: Kysely<Schema>,
  { actor, now, reason }: StopAct & { readonly reason: string },
): Promise<{ readonly stop: Stop; readonly isQuiet: boolean }> {
  const why = storableText(reason).trim();
  if (why.length === 0 || why.length > MAX_STOP_REASON) {
    throw new AppError(
      'usage.invalid',
      `expected a reason of 1 to ${MAX_STOP_REASON} characters, found ${why.length}; it goes into the log, so name nobody in it`,
    );
  }
  const stop = await db.transaction().execute(async (tx) => {
    // Whoever it is may stop: nobody is asked for an account first.
    const person = await personOf(tx, actor);
    await sql`
      insert into vigie.stops (stopped_at, stopped_by, reason) values (${now}, ${person}, ${why})
      on conflict ((true)) where resumed_at is null do update set approved_at = null, approved_by = null
    `.execute(tx);
    const body = { reason: why };
    await appendEntry(tx, {
      kind: 'work.stopped',
      actor: person,
      at: now,
      subject: 'work',
      body,
    });
    return inForce(await readStop(tx));
  });
  return { stop, isQuiet: await waitForWriters(db) };
}

/**
 * One person's word that work may go on. The second one, of somebody else, ends the stop.
 * @returns what is still in force: the stop that waits for a second person, or `null`
 * @throws AppError `usage.invalid` when nothing is stopped, and nobody has to approve
 * @throws AppError `resume.refused` when the same person approves twice
 * @throws AppError `operator.unknown` when nobody can tell who approves
 */
export function approveResume(db: Kysely<Schema>, { actor, now }: StopAct): Promise<Stop | null> {
  return db.transaction().execute(async (tx) => {
    const { rows } = await sql`select from vigie.stops where resumed_at is null for update`.execute(tx);
    const stop = await readStop(tx);
    if (rows.length === 0 || stop === null) {
      throw new AppError(
        'usage.invalid',
        'expected a stop in force, found none: collecting and scoring go on',
      );
    }
    const earlier = { by: stop.approvedBy, at: stop.approvedAt };
    const word = await wordOf(tx, { actor, earlier, now, countsMs: WORD_COUNTS_MS });
    const { person } = word;
    if (word.isRepeated) {
      throw new AppError(
        'resume.refused',
        `expected a second person: ${person} has approved already, and going on takes two`,
      );
    }
    const isSecond = word.first !== null;
    await tx
      .updateTable('vigie.stops')
      .set(isSecond ? { resumed_at: now, resumed_by: person } : { approved_at: now, approved_by: person })
      .where('stop_id', '=', stop.stopId)
      .execute();
    await appendEntry(tx, {
      kind: isSecond ? 'work.resumed' : 'work.resume-approved',
      actor: person,
      at: now,
      subject: 'work',
      body: isSecond ? { approvedBy: stop.approvedBy } : {},
    });
    return await readStop(tx);
  });
}

/**
 * Keeps a transaction that is about to make work from passing a stop.
 * @throws AppError `work.stopped`
 */
export async function refuseWhileStopped(db: Kysely<Schema>): Promise<void> {
  await sql`select pg_advisory_xact_lock_shared(${STOP_LOCK})`.execute(db);
  const stop = await readStop(db);
  if (stop !== null) throw stoppedError(stop);
}

/** Whether the records refused to write because of a stop. */
export function isRefusedByStop(error: unknown): boolean {
  return (error as { code?: unknown } | null)?.code === REFUSED_BY_STOP;
}

export function stoppedError(stop: Stop | null): AppError {
  const since = stop === null ? 'collecting and scoring are stopped' : describeStop(stop);
  return new AppError('work.stopped', `${since}; two people let it go on with: vigie resume --approve`);
}

/** In words for an operator. */
export function describeStop({ stoppedAt, stoppedBy, reason, approvedBy }: Stop): string {
  const approved = approvedBy === null ? '' : `; ${approvedBy} has approved going on, a second person must`;
  return `collecting and scoring stopped since ${stoppedAt.toISOString()} by ${stoppedBy} because: ${reason}${approved}`;
}

function inForce(stop: Stop | null): Stop {
  if (stop === null) throw new Error('expected the stop that was just written, found none');
  return stop;
}

/** Who asks for the lock alone gets it when all who share it have ended; newcomers queue behind, and are refused. */
async function waitForWriters(db: Kysely<Schema>): Promise<boolean> {
  try {
    await db.transaction().execute(async (tx) => {
      await sql`set local lock_timeout = ${sql.lit(BARRIER_MS)}`.execute(tx);
      await sql`select pg_advisory_xact_lock(${STOP_LOCK})`.execute(tx);
    });
    return true;
  } catch (error) {
    if ((error as { code?: unknown }).code === LOCK_NOT_AVAILABLE) return false;
    throw error;
  }
}

const LOCK_NOT_AVAILABLE = '55P03';

import { type Kysely, sql } from 'kysely';
import { buryLetter, dropLetters } from './dead-letters.ts';
import type { Schema } from './schema.ts';

/** One sealed message as it leaves for the computer that can open it. Bytes are base64 of age files. */
interface ExportedReport {
  /** Names the reporter's messages among each other, and nothing else. */
  readonly thread: string;
  readonly receivedOn: string;
  readonly state: string;
  readonly sealed: string;
  readonly contact: string | null;
  readonly pictures: string | null;
}

/** 64 bits of the receipt's hash. */
const THREAD = sql`encode(substring(receipt_hash for 8), 'hex')`;

/** Sealed messages, by day and in no order within one, held until the transaction ends: two exports at once have none in common. */
export async function holdReports(tx: Kysely<Schema>, onlyNew: boolean): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from vigie.reports
    where sealed is not null ${onlyNew ? sql`and state = 'received'` : sql``}
    order by received_on, id for update
  `.execute(tx);
  return rows.map(({ id }) => id);
}

/** One of those. Each alone: with its pictures one has 22 MB, and strangers may send as many as they like. */
export async function readReport(tx: Kysely<Schema>, id: string): Promise<ExportedReport> {
  const { rows } = await sql<ExportedReport>`
    select ${THREAD} as thread, received_on::text as "receivedOn", state,
      translate(encode(sealed, 'base64'), E'\n', '') as sealed,
      translate(encode(sealed_contact, 'base64'), E'\n', '') as contact,
      translate(encode(sealed_pictures, 'base64'), E'\n', '') as pictures
    from vigie.reports where id = ${id}::uuid
  `.execute(tx);
  const [report] = rows;
  if (report === undefined) throw new Error(`expected report ${id} to be held`);
  return report;
}

/** Messages that were exported are read, as far as a receipt tells: these, and none that came while their file was written. */
export async function markRead(tx: Kysely<Schema>, ids: readonly string[]): Promise<void> {
  await sql`
    update vigie.reports set state = 'read' where state = 'received' and id = any(${[...ids]}::uuid[])
  `.execute(tx);
}

/** The key that answers to a thread are sealed to; `undefined` for a thread that is not there. */
export async function readReplyRecipient(db: Kysely<Schema>, thread: string): Promise<string | undefined> {
  const { rows } = await sql<{ recipient: string }>`
    select reply_recipient as recipient from vigie.reports where ${THREAD} = ${thread} limit 1
  `.execute(db);
  return rows[0]?.recipient;
}

/**
 * Puts the answer to a thread in the place of an earlier one, whose day goes with it, with the youngest message that was read: it stays
 * there as long as any of them. What came since the last export is no part of what
 * is answered: it stays new, and leaves with the next one.
 */
export async function answerReport(
  tx: Kysely<Schema>,
  thread: string,
  answer: Uint8Array,
  now: Date,
): Promise<void> {
  await sql`
    update vigie.reports set answer = null, answered_on = null,
      state = case state when 'received' then state else 'answered' end
    where ${THREAD} = ${thread}
  `.execute(tx);
  await sql`
    update vigie.reports set answer = ${answer}, answered_on = ${now.toISOString().slice(0, 10)}::date, state = 'answered'
    where id = (select id from vigie.reports where ${THREAD} = ${thread} order by state = 'received', received_on desc, id limit 1)
  `.execute(tx);
}

/**
 * Ends a thread: what was sealed of the messages that were exported goes for good, an answer stays. What came since the last export is
 * new, and what is on its way to protection goes there.
 * @returns how many messages were closed
 */
export async function closeReport(tx: Kysely<Schema>, thread: string): Promise<number> {
  const { rows } = await sql`
    update vigie.reports set state = 'closed', sealed = null, sealed_contact = null, sealed_pictures = null
    where ${THREAD} = ${thread} and state in ('read', 'answered') and sealed is not null returning 1
  `.execute(tx);
  return rows.length;
}

/** A copy of a report's text, on its way to protection. */
export interface Distress {
  readonly id: string;
  readonly sealed: Uint8Array;
  /** Tried before, and not opened. */
  readonly isBuried: boolean;
}

/** The name that copies which cannot be opened have among the dead letters; no job is called so. */
const REFERRAL = 'refer-report';
const IS_UNOPENABLE = sql<boolean>`exists (
  select from vigie.dead_letters where job_name = ${REFERRAL} and job_id = r.id::text)`;

/**
 * Copies for protection, held until the transaction ends. Those that could not be opened come after all others, and in any
 * order, so that however many there are they hold up nobody.
 */
export async function readDistress(tx: Kysely<Schema>, limit: number): Promise<Distress[]> {
  const { rows } = await sql<Distress>`
    select r.id, r.distress as sealed, ${IS_UNOPENABLE} as "isBuried" from vigie.reports r
    where r.distress is not null
    order by "isBuried", random() limit ${limit} for update of r skip locked
  `.execute(tx);
  return rows;
}

/**
 * Takes what was referred out of the reports, so that nothing links the two afterwards: also not that it could not be
 * opened, which would be told of and kept for longer than the report.
 */
export async function clearDistress(tx: Kysely<Schema>, ids: readonly string[]): Promise<void> {
  await sql`update vigie.reports set distress = null where id = any(${[...ids]}::uuid[])`.execute(tx);
  await dropLetters(tx, REFERRAL, ids);
}

/** Takes what cannot be opened out of what waits; where protection alone would have had it, its receipt says "closed". */
export async function giveUpDistress(tx: Kysely<Schema>, id: string): Promise<void> {
  await sql`select vigie.give_up_referral(${id}::uuid)`.execute(tx);
  await dropLetters(tx, REFERRAL, [id]);
}

/** Says that a copy cannot be opened, without a word of it, and with the day alone: no more is kept of a report's time. */
export function buryUnopenable(tx: Kysely<Schema>, id: string, reason: string, now: Date): Promise<void> {
  const message = 'expected a text for protection that the intake key of these records opens';
  const day = new Date(now.toISOString().slice(0, 10));
  return buryLetter(tx, { jobName: REFERRAL, jobId: id, payload: {}, reason, message }, day);
}

/** A copy for protection that was tried and not opened. */
export interface Unopenable {
  readonly id: string;
  readonly receivedOn: string;
  /** `sealed`: no key fits; `shape`: it opens, and says something else. */
  readonly fault: string;
}

/** All of them, the oldest first. */
export async function readUnopenable(db: Kysely<Schema>): Promise<Unopenable[]> {
  const { rows } = await sql<Unopenable>`
    select r.id, r.received_on::text as "receivedOn", min(l.reason) as fault
    from vigie.reports r join vigie.dead_letters l on l.job_name = ${REFERRAL} and l.job_id = r.id::text
    where r.distress is not null group by r.id, r.received_on order by r.received_on, r.id
  `.execute(db);
  return rows;
}

/** One copy for protection, held until the transaction ends; `undefined` where there is none, or none any more. */
export async function lockDistress(tx: Kysely<Schema>, id: string): Promise<Distress | undefined> {
  const { rows } = await sql<Distress>`
    select r.id, r.distress as sealed, ${IS_UNOPENABLE} as "isBuried" from vigie.reports r
    where r.id::text = ${id} and r.distress is not null for update of r
  `.execute(tx);
  return rows[0];
}

export interface DistressCounts {
  readonly waiting: number;
  /** Of those that wait, tried and not opened. */
  readonly unopenable: number;
}

/** How many copies for protection have not come there. */
export async function countDistress(db: Kysely<Schema>): Promise<DistressCounts> {
  const { rows } = await sql<DistressCounts>`
    select count(*)::integer as waiting, (count(*) filter (where ${IS_UNOPENABLE}))::integer as unopenable
    from vigie.reports r where r.distress is not null
  `.execute(db);
  return rows[0] ?? { waiting: 0, unopenable: 0 };
}

/** Messages whose days are over. */
interface PrunedReports {
  readonly removed: number;
  /** Kept for their copy on its way to protection, which nothing else would bring there, and of all else emptied. */
  readonly emptied: number;
}

/** Removes messages that came on a day or before it, answered or not. */
export async function pruneReports(tx: Kysely<Schema>, last: Date): Promise<PrunedReports> {
  const day = last.toISOString().slice(0, 10);
  const { rows } = await sql`
    delete from vigie.reports where received_on <= ${day}::date and distress is null returning 1
  `.execute(tx);
  const kept = await sql<{ emptied: number }>`
    select vigie.empty_old_reports(${day}::date) as emptied
  `.execute(tx);
  return { removed: rows.length, emptied: kept.rows[0]?.emptied ?? 0 };
}

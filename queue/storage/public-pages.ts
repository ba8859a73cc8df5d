import { type Kysely, sql } from 'kysely';
import { AppError, codeOf } from '../runtime/errors.ts';
import type { Schema } from './schema.ts';

/** What the public pages must know of this installation. */
export interface PublicFacts {
  readonly receiptSalt: Uint8Array;
  /** Public half of the processes' intake key. */
  readonly intakeRecipient: string;
}

export interface NewContest {
  readonly id: string;
  readonly receiptHash: Uint8Array;
  readonly sealed: Uint8Array;
}

export interface NewReport {
  readonly id: string;
  readonly receiptHash: Uint8Array;
  readonly replyRecipient: string;
  readonly sealed: Uint8Array | null;
  readonly sealedContact: Uint8Array | null;
  readonly sealedPictures: Uint8Array | null;
  readonly distress: Uint8Array | null;
}

/** What one receipt may learn. */
export interface ReceiptRow {
  readonly kind: 'contest' | 'report';
  readonly state: string;
  /** Day of the decision or the answer, such as 2027-01-31; `null` before. */
  readonly changedOn: string | null;
  readonly answer: Uint8Array | null;
}

/** Names the public half of the intake key, for processes that do not have the vault. */
export async function bindIntake(db: Kysely<Schema>, recipient: string): Promise<void> {
  await sql`
    update vigie.public_facts set intake_recipient = ${recipient} where intake_recipient is distinct from ${recipient}
  `.execute(db);
}

/**
 * @throws AppError `storage.unavailable` when no process with the vault has run yet
 */
export async function readPublicFacts(db: Kysely<Schema>): Promise<PublicFacts> {
  const { rows } = await sql<{ receipt_salt: Uint8Array; intake_recipient: string | null }>`
    select * from vigie.public_start()
  `.execute(db);
  const [row] = rows;
  if (row !== undefined && row.intake_recipient !== null)
    return { receiptSalt: row.receipt_salt, intakeRecipient: row.intake_recipient };
  throw new AppError(
    'storage.unavailable',
    'expected the key that public pages seal to, found none; start the scheduler (or vigie start) once, which names it',
  );
}

/** @returns whether it is new; a form that is sent twice is stored once */
export function insertContest(db: Kysely<Schema>, one: NewContest): Promise<boolean> {
  return isNew(
    sql`insert into vigie.contests (id, receipt_hash, sealed) values (${one.id}::uuid, ${one.receiptHash}, ${one.sealed})`.execute(
      db,
    ),
  );
}

/** @returns whether it is new */
export function insertReport(db: Kysely<Schema>, one: NewReport): Promise<boolean> {
  return isNew(
    sql`
      insert into vigie.reports (id, receipt_hash, reply_recipient, sealed, sealed_contact, sealed_pictures, distress)
      values (${one.id}::uuid, ${one.receiptHash}, ${one.replyRecipient}, ${one.sealed}, ${one.sealedContact},
        ${one.sealedPictures}, ${one.distress})
    `.execute(db),
  );
}

export async function readReceipt(db: Kysely<Schema>, hash: Uint8Array): Promise<ReceiptRow | undefined> {
  const { rows } = await sql<ReceiptRow>`
    select kind, state, changed_on::text as "changedOn", answer from vigie.read_receipt(${hash})
  `.execute(db);
  return rows[0];
}

/** A transparency report that two people published. */
export interface PublishedRow {
  readonly period: string;
  /** SHA-256 of each of its files by name, hexadecimal. */
  readonly files: Readonly<Record<string, string>>;
  /** Day, such as 2027-01-31. */
  readonly publishedOn: string;
}

const NO_RIGHT = '42501';

/**
 * Every report that two people published, the latest first.
 * @throws AppError `config.public` for a role that was granted its rights by an older version
 */
export async function readPublished(db: Kysely<Schema>): Promise<PublishedRow[]> {
  try {
    const { rows } = await sql<PublishedRow>`
      select period, files, published_on::text as "publishedOn" from vigie.public_reports()
    `.execute(db);
    return rows;
  } catch (error) {
    if (codeOf(error) !== NO_RIGHT) throw error;
    throw new AppError(
      'config.public',
      'expected the right to ask which reports are published, found a role without it; run vigie migrate --public-role ROLE again, as after each upgrade',
      {},
      { cause: error },
    );
  }
}

/** Not `on conflict`: that asks for the right to read. */
async function isNew(insert: Promise<unknown>): Promise<boolean> {
  try {
    await insert;
    return true;
  } catch (error) {
    if (codeOf(error) === '23505') return false;
    throw error;
  }
}

/** What the role may do, beyond inserting into the two tables. Empty for a role that `grantPublicRole` made. */
export async function excessRights(db: Kysely<Schema>): Promise<string[]> {
  const { rows } = await sql<{ right: string }>`
    select p.privilege || ' on ' || c.oid::regclass as right
    from pg_class c join pg_namespace n on n.oid = c.relnamespace,
      unnest(array['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE']) as p (privilege)
    where n.nspname = 'vigie' and c.relkind in ('r', 'p', 'v', 'm')
      and (
        has_table_privilege(c.oid, p.privilege)
        or (p.privilege in ('SELECT', 'INSERT', 'UPDATE') and has_any_column_privilege(c.oid, p.privilege))
      )
      and not (p.privilege = 'INSERT' and c.relname in ('contests', 'reports'))
    order by 1
  `.execute(db);
  return rows.map(({ right }) => right);
}

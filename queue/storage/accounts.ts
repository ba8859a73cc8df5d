import { type Kysely, sql } from 'kysely';
import { Account } from '../contracts/account.ts';
import type { Certificate } from '../contracts/certificate.ts';
import type { Role } from '../contracts/role.ts';
import type { Schema } from './schema.ts';

interface AccountRow {
  id: string;
  name: string;
  state: string;
  created_at: Date;
  last_seen_at: Date | null;
  os_user: string | null;
  writes_as: string | null;
  roles: string[];
  certificates: { training: string; language: string; validUntil: string }[];
}

const COLUMNS = sql`a.id, a.name, a.state, a.created_at, a.last_seen_at, a.os_user, a.writes_as,
  array(select r.role from vigie.account_roles r where r.account_id = a.id order by r.role) as roles,
  coalesce((select jsonb_agg(jsonb_build_object(
      'training', c.training, 'language', c.language, 'validUntil', c.valid_until::text
    ) order by c.training, c.language) from vigie.certificates c where c.account_id = a.id), '[]') as certificates`;

export async function readAccounts(db: Kysely<Schema>): Promise<Account[]> {
  const { rows } = await sql<AccountRow>`
    select ${COLUMNS} from vigie.accounts a order by lower(a.name)
  `.execute(db);
  return rows.map(accountOf);
}

/** The account, its row locked where `isLocked`: who changes it decides by what stands there. */
export async function readAccount(
  db: Kysely<Schema>,
  by: { readonly id: string } | { readonly name: string },
  isLocked = false,
): Promise<Account | undefined> {
  const match = 'id' in by ? sql`a.id = ${by.id}` : sql`lower(a.name) = lower(${spelled(by.name)})`;
  const lock = isLocked ? sql`for update of a` : sql``;
  const { rows } = await sql<AccountRow>`
    select ${COLUMNS} from vigie.accounts a where ${match} ${lock}
  `.execute(db);
  return rows[0] && accountOf(rows[0]);
}

/** A name that somebody typed, as the records compare names; one account is never two of them. */
export async function comparedName(db: Kysely<Schema>, typed: string): Promise<string> {
  const { rows } = await sql<{ name: string }>`select lower(${spelled(typed)}::text) as name`.execute(db);
  return rows[0]?.name ?? '';
}

/** In the one spelling that names are kept in. */
function spelled(typed: string): string {
  return typed.normalize('NFKC').trim();
}

/**
 * Makes every change of who may do what wait for the one before it: whether the last administrator goes is decided by
 * all accounts together.
 */
export async function lockAccounts(tx: Kysely<Schema>): Promise<void> {
  await sql`lock table vigie.accounts in share row exclusive mode`.execute(tx);
}

export async function hasAccounts(db: Kysely<Schema>): Promise<boolean> {
  const row = await db
    .selectFrom('vigie.accounts')
    .select('id')
    .where('state', '=', 'active')
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

export async function insertAccount(
  tx: Kysely<Schema>,
  account: { id: string; name: string; state: Account['state']; isDemo: boolean; at: Date },
): Promise<void> {
  await tx
    .insertInto('vigie.accounts')
    .values({
      id: account.id,
      name: account.name,
      state: account.state,
      is_demo: account.isDemo,
      os_user: null,
      created_at: account.at,
      last_seen_at: null,
    })
    .execute();
}

export async function setAccountState(
  tx: Kysely<Schema>,
  id: string,
  state: Account['state'],
): Promise<void> {
  await tx.updateTable('vigie.accounts').set({ state }).where('id', '=', id).execute();
}

/** @returns whether it was free: one user of the host is one person */
export async function setOsUser(tx: Kysely<Schema>, id: string, osUser: string | null): Promise<boolean> {
  const { rows } = await sql`
    update vigie.accounts set os_user = ${osUser} where id = ${id}
      and not exists (select from vigie.accounts other where other.os_user = ${osUser} and other.id <> ${id})
    returning id
  `.execute(tx);
  return rows.length > 0;
}

export async function insertRole(
  tx: Kysely<Schema>,
  id: string,
  role: Role,
  by: string,
  at: Date,
): Promise<void> {
  await tx
    .insertInto('vigie.account_roles')
    .values({ account_id: id, role, granted_at: at, granted_by: by })
    .execute();
}

export async function deleteRole(tx: Kysely<Schema>, id: string, role: Role): Promise<void> {
  await tx.deleteFrom('vigie.account_roles').where('account_id', '=', id).where('role', '=', role).execute();
}

/** Records a training; a later one of the same kind and language takes the place of the earlier. */
export async function putCertificate(
  tx: Kysely<Schema>,
  id: string,
  { training, language, validUntil }: Certificate,
  by: string,
): Promise<void> {
  await tx
    .insertInto('vigie.certificates')
    .values({ account_id: id, training, language, valid_until: validUntil, recorded_by: by })
    .onConflict((conflict) =>
      conflict
        .columns(['account_id', 'training', 'language'])
        .doUpdateSet({ valid_until: validUntil, recorded_by: by }),
    )
    .execute();
}

/** Notes under which name somebody writes rules; `null`: under none. */
export async function putRuleAuthor(tx: Kysely<Schema>, id: string, author: string | null): Promise<void> {
  await tx.updateTable('vigie.accounts').set({ writes_as: author }).where('id', '=', id).execute();
}

export async function readDemoAccounts(db: Kysely<Schema>): Promise<Account[]> {
  const { rows } = await sql<AccountRow>`
    select ${COLUMNS} from vigie.accounts a where a.is_demo and a.state = 'active' order by a.created_at, a.id
  `.execute(db);
  return rows.map(accountOf);
}

function accountOf(row: AccountRow): Account {
  return Account.parse({
    version: 1,
    id: row.id,
    name: row.name,
    state: row.state,
    roles: row.roles,
    certificates: row.certificates,
    createdAt: row.created_at.toISOString(),
    lastSeenAt: row.last_seen_at?.toISOString() ?? null,
    osUser: row.os_user,
    ...(row.writes_as === null ? {} : { writesAs: row.writes_as }),
  });
}

import { type Kysely, sql } from 'kysely';

/**
 * Who an account is at the identity provider. Kept as hashes over the issuer and the identifier: what another issuer says
 * never counts, and nobody's address at work stands in the records.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create table vigie.provider_identities (
    account_id text primary key references vigie.accounts (id),
    -- The subject (OpenID Connect Core 5.7): the one identifier that a provider gives to nobody else, ever.
    subject_hash bytea unique,
    -- Until the first sign-in: the verified e-mail address whose subject is taken then.
    expected_hash bytea unique,
    expected_until timestamptz,
    check ((subject_hash is null) <> (expected_hash is null)),
    check ((expected_hash is null) = (expected_until is null))
  )`,
];

import { type Kysely, sql } from 'kysely';

/**
 * Who works here: accounts, what they may do and were trained in, how they show who they are, and for how long that
 * holds. Secrets are kept as hashes, or sealed under the vault key.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create table vigie.accounts (
    id text primary key,
    name text not null,
    state text not null check (state in ('invited', 'active', 'disabled')),
    is_demo boolean not null,
    created_at timestamptz not null,
    last_seen_at timestamptz
  )`,
  // One person, one name, however it is typed.
  `create unique index accounts_name on vigie.accounts (lower(name))`,
  `create table vigie.account_roles (
    account_id text not null references vigie.accounts (id),
    role text not null,
    granted_at timestamptz not null,
    granted_by text not null,
    primary key (account_id, role)
  )`,
  `create table vigie.certificates (
    account_id text not null references vigie.accounts (id),
    training text not null check (training in ('language', 'rights', 'bias')),
    language text not null,
    valid_until date not null,
    recorded_by text not null,
    primary key (account_id, training, language)
  )`,
  `create table vigie.passwords (
    account_id text primary key references vigie.accounts (id),
    hash text not null,
    totp_key bytea not null,
    totp_sealed bytea not null,
    -- The time step of the last code that was taken: no code counts twice.
    totp_step bigint not null,
    set_at timestamptz not null
  )`,
  `create table vigie.recovery_codes (
    account_id text not null references vigie.accounts (id),
    hash bytea not null,
    primary key (account_id, hash)
  )`,
  `create table vigie.passkeys (
    id text primary key,
    account_id text not null references vigie.accounts (id),
    public_key bytea not null,
    counter bigint not null,
    transports text[] not null,
    added_at timestamptz not null,
    last_used_at timestamptz
  )`,
  `create table vigie.sessions (
    token_hash bytea primary key,
    account_id text not null references vigie.accounts (id),
    method text not null,
    opened_at timestamptz not null,
    seen_at timestamptz not null
  )`,
  `create index sessions_account on vigie.sessions (account_id)`,
  `create table vigie.sign_in_links (
    token_hash bytea primary key,
    -- None of a setup link: it makes the first account.
    account_id text references vigie.accounts (id),
    made_at timestamptz not null,
    expires_at timestamptz not null,
    used_at timestamptz
  )`,
  // What a sign-in or an enrolment that has begun waits for: a challenge, a sealed secret.
  `create table vigie.ceremonies (
    token_hash bytea primary key,
    kind text not null,
    wrapped_key bytea not null,
    sealed bytea not null,
    expires_at timestamptz not null
  )`,
  `create table vigie.sign_in_attempts (
    name_hash bytea primary key,
    count integer not null,
    last_at timestamptz not null,
    refused_until timestamptz not null
  )`,
];

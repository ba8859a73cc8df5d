import { type Kysely, sql } from 'kysely';

/** Releases of statistics with their ledger, plans of evaluation, and incidents. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const MONTH = `month text not null check (month ~ '^20[0-9]{2}-(0[1-9]|1[0-2])$')`;

/** What was written stays: no role, the owner's neither, changes or removes a row. */
function keepForGood(table: string): string {
  return `create trigger ${table}_stay before update or delete or truncate on vigie.${table}
    for each statement execute function vigie.refuse_change()`;
}

const STATEMENTS = [
  `create function vigie.refuse_change() returns trigger language plpgsql as $$
    begin
      raise exception 'expected rows of % to stay as they were written', tg_table_name using errcode = 'VG010';
    end
  $$`,
  `create table vigie.statistic_releases (
    release_id bigint generated always as identity primary key,
    kind text not null check (kind in ('one-off', 'repeated')),
    spec jsonb not null,
    months text[] not null check (cardinality(months) between 1 and 12),
    family text not null check (family in ('posts', 'items', 'outcomes')),
    purpose text not null check (length(purpose) between 20 and 500),
    -- The figures as they were when it was asked for, and what a table lists: who agrees agrees to these.
    inputs jsonb not null,
    seed bytea check (length(seed) = 32),
    requested_by text not null,
    requested_at timestamptz not null,
    state text not null default 'waiting' check (state in ('waiting', 'released', 'refused')),
    decided_by text,
    decided_at timestamptz,
    sha256 text check (sha256 ~ '^[0-9a-f]{64}$'),
    check (decided_by <> requested_by),
    check ((state = 'waiting') = (decided_by is null) and (decided_by is null) = (decided_at is null)),
    check ((state = 'released') = (sha256 is not null)),
    check (state <> 'released' or (kind = 'repeated') = (seed is not null))
  )`,
  `create table vigie.statistic_spends (
    spend_id bigint generated always as identity primary key,
    release_id bigint not null references vigie.statistic_releases (release_id),
    ${MONTH},
    epsilon integer not null check (epsilon between 5 and 400),
    spent_at timestamptz not null,
    unique (release_id, month)
  )`,
  keepForGood('statistic_spends'),
  // The bound that no policy can move. Two releases at once wait for each other in the program's lock of the ledger.
  `create function vigie.refuse_overspending() returns trigger language plpgsql as $$
    begin
      if (select sum(epsilon) from vigie.statistic_spends where month = new.month) > 400 then
        raise exception 'expected an epsilon of at most 4 in all for %', new.month using errcode = 'VG011';
      end if;
      return null;
    end
  $$`,
  `create trigger statistic_spends_bound after insert on vigie.statistic_spends
    for each row execute function vigie.refuse_overspending()`,
  `create table vigie.statistic_corrections (
    correction_id bigint generated always as identity primary key,
    release_id bigint not null references vigie.statistic_releases (release_id),
    note text not null check (length(note) between 20 and 1000),
    made_by text not null,
    made_at timestamptz not null
  )`,
  keepForGood('statistic_corrections'),
  `create table vigie.evaluation_plans (
    ${MONTH} primary key,
    plan jsonb not null,
    sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
    fixed_by text not null,
    fixed_at timestamptz not null,
    -- A plan that is made when the figures are there is none.
    check (fixed_at < (month || '-01T00:00:00Z')::timestamptz)
  )`,
  keepForGood('evaluation_plans'),
  `create table vigie.evaluation_failures (
    ${MONTH},
    kind text not null check (kind in ('source', 'rule')),
    subject text not null,
    found_at timestamptz not null,
    is_second boolean not null,
    primary key (month, kind, subject)
  )`,
  `create table vigie.incidents (
    incident_id bigint generated always as identity primary key,
    happened_on date not null,
    severity text not null check (severity in ('serious', 'minor')),
    kind text not null check (kind in ('leak', 'wrong-flag', 'protection-missed', 'unlawful-collection', 'security', 'other')),
    summary text not null check (length(summary) between 10 and 500),
    recorded_by text not null,
    recorded_at timestamptz not null
  )`,
  keepForGood('incidents'),
];

import { type Kysely, sql } from 'kysely';
import {
  type HostClosure,
  type HostTurns,
  TURN_LEASE_MS,
  type TurnAnswer,
  type TurnEnding,
} from '../contracts/host-turn.ts';
import type { Schema } from './schema.ts';

interface AskedRow {
  readonly failures: number | null;
  readonly held_ms: number | null;
  readonly pause_ms: number | null;
  readonly closed_ms: number | null;
  readonly closed_why: HostClosure | null;
}

/**
 * The hosts' turns in the records, one row a host: all workers of an installation share them. Only the database's clock
 * counts, so that machines whose clocks differ agree. Two statements a request, each its own transaction.
 */
export function hostTurns(db: Kysely<Schema>): HostTurns {
  return {
    take: (host, holder, isPaced) => take(db, host, holder, isPaced),
    keep: (host, holder) => keep(db, host, holder),
    end: (host, holder, ending) => end(db, host, holder, ending),
  };
}

const LEASE = sql`clock_timestamp() + ${sql.lit(TURN_LEASE_MS)} * interval '1 millisecond'`;

/** The waits are those of the moment before: where the row came or changed meanwhile, the caller asks again. */
async function take(db: Kysely<Schema>, host: string, holder: string, isPaced: boolean): Promise<TurnAnswer> {
  const { rows } = await sql<AskedRow>`
    with mine as (
      insert into vigie.host_turns as t (host, holder, held_until)
      values (${host}, ${holder}, ${LEASE})
      on conflict (host) do update set holder = excluded.holder, held_until = excluded.held_until
      where coalesce(t.held_until <= clock_timestamp(), true)
        and coalesce(t.closed_until <= clock_timestamp(), true)
        and (not ${isPaced}::boolean or coalesce(t.next_at <= clock_timestamp(), true))
      returning t.failures
    )
    select mine.failures, ${msUntil('held_until')} as held_ms, ${msUntil('next_at')} as pause_ms,
      ${msUntil('closed_until')} as closed_ms, t.closed_why
    from (select 1) as one left join mine on true left join vigie.host_turns t on t.host = ${host}
  `.execute(db);
  const [row] = rows;
  if (row === undefined || row.failures !== null) return { kind: 'taken', failures: row?.failures ?? 0 };
  if ((row.closed_ms ?? 0) > 0) {
    return { kind: 'closed', why: row.closed_why ?? 'refused', waitMs: row.closed_ms ?? 0 };
  }
  const heldMs = Math.max(0, row.held_ms ?? 0);
  const pauseMs = isPaced ? Math.max(0, row.pause_ms ?? 0) : 0;
  return heldMs > 0
    ? { kind: 'busy', why: 'held', waitMs: heldMs }
    : { kind: 'busy', why: 'pause', waitMs: pauseMs };
}

function msUntil(column: 'held_until' | 'next_at' | 'closed_until') {
  return sql`ceil(extract(epoch from t.${sql.ref(column)} - clock_timestamp()) * 1000)::float8`;
}

async function keep(db: Kysely<Schema>, host: string, holder: string): Promise<boolean> {
  const { rows } = await sql`
    update vigie.host_turns set held_until = ${LEASE} where host = ${host} and holder = ${holder} returning 1
  `.execute(db);
  return rows.length > 0;
}

async function end(db: Kysely<Schema>, host: string, holder: string, ending: TurnEnding): Promise<void> {
  const { delayMs, failures, closed } = ending;
  await sql`
    update vigie.host_turns set holder = null, held_until = null, failures = ${failures},
      next_at = greatest(next_at, clock_timestamp() + ${delayMs}::float8 * interval '1 millisecond'),
      closed_why = ${closed?.why ?? null},
      closed_until = clock_timestamp() + ${closed?.ms ?? null}::float8 * interval '1 millisecond'
    where host = ${host} and holder = ${holder}
  `.execute(db);
}

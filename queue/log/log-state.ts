import { type Kysely, sql } from 'kysely';
import type { Schema } from '../storage/schema.ts';
import { logHead } from './sequencer.ts';

/** A signed tree head, with who has cosigned it. */
export interface SignedHead {
  readonly size: number;
  /** Name of the log under which it was signed. */
  readonly origin: string;
  /** Hexadecimal. */
  readonly root: string;
  readonly madeAt: string;
  readonly witnesses: readonly { readonly name: string; readonly cosignedAt: string }[];
}

/** How the log stands: its size and root, what is signed, who has cosigned, and how many entries there are of each kind. */
export interface LogState {
  readonly size: number;
  readonly root: string;
  /** Entries that wait for their position. */
  readonly waiting: number;
  /** Entries whose body was shredded. */
  readonly shredded: number;
  readonly kinds: Readonly<Record<string, number>>;
  /** The last ones, newest first. */
  readonly checkpoints: readonly SignedHead[];
}

const LAST = 5;

export async function readLogState(db: Kysely<Schema>): Promise<LogState> {
  const head = await logHead(db);
  const counts = await sql<{ waiting: number; bodies: number }>`
    select (select count(*) from vigie.log_pending) as waiting, (select count(*) from vigie.log_bodies) as bodies
  `.execute(db);
  const kinds = await sql<{ kind: string; count: number }>`
    select kind, count(*) as count from vigie.log_entries group by kind order by kind
  `.execute(db);
  const { waiting = 0, bodies = 0 } = counts.rows[0] ?? {};
  return {
    size: head.size,
    root: head.root.toString('hex'),
    waiting: Number(waiting),
    shredded: Math.max(0, head.size - Number(bodies)),
    kinds: Object.fromEntries(kinds.rows.map(({ kind, count }) => [kind, Number(count)])),
    checkpoints: await readLast(db),
  };
}

async function readLast(db: Kysely<Schema>): Promise<SignedHead[]> {
  const { rows } = await sql<{
    size: number;
    origin: string;
    root: Uint8Array;
    made_at: Date;
    witnesses: { name: string; at: string }[];
  }>`
    select c.size, c.origin, c.root, c.made_at,
      (select coalesce(jsonb_agg(jsonb_build_object('name', s.witness, 'at', s.cosigned_at) order by s.witness), '[]')
        from vigie.log_cosignatures s where s.size = c.size and s.origin = c.origin) as witnesses
    from vigie.log_checkpoints c order by c.made_at desc, c.size desc limit ${LAST}
  `.execute(db);
  return rows.map(({ size, origin, root, made_at, witnesses }) => ({
    size,
    origin,
    root: Buffer.from(root).toString('hex'),
    madeAt: made_at.toISOString(),
    witnesses: witnesses.map(({ name, at }) => ({ name, cosignedAt: new Date(at).toISOString() })),
  }));
}

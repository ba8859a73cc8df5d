import { type Kysely, sql } from 'kysely';
import { monthsUpTo } from './fairness-rows.ts';
import { IN_FORCE, isHeld } from './held-texts.ts';
import { STANDS } from './name-requests.ts';
import type { Schema } from './schema.ts';
import { readSignCounts, type SignFigure } from './sign-counts.ts';

const SIGN_MONTHS = 12;

/** What is kept of one class, and until when. */
export interface KeptClass {
  /** `unscored` with what was staged with such, `sampled` of the unflagged, `undecided`, or what items ended as. */
  readonly class: string;
  readonly texts: number;
  /** When the next of them ends. */
  readonly nextAt: string | null;
  /** Those whose time is over and that are still there, holds left out. */
  readonly overdue: number;
}

/** A step that takes a second person and waits for one. */
export interface OpenRequest {
  readonly kind: 'resume' | 'legal-hold' | 'name' | 'override';
  readonly since: string;
  /** What it is about: an item or a number. */
  readonly subject: string;
}

export interface OversightFigures {
  readonly kept: readonly KeptClass[];
  readonly erasures: {
    readonly certificates: number;
    readonly texts: number;
    readonly lastAt: string | null;
  };
  /** Texts kept beyond their time by order, and until when the last of the orders runs. */
  readonly holds: { readonly inForce: number; readonly lastEndsAt: string | null };
  readonly requests: readonly OpenRequest[];
  /** Of the last twelve months, latest first. */
  readonly signs: readonly SignFigure[];
}

/** What oversight looks at every morning, in counts and times. */
export async function readOversightFigures(db: Kysely<Schema>, now: Date): Promise<OversightFigures> {
  const kept = await sql<{ class: string; texts: number; next_at: Date | null; overdue: number }>`
    -- A batch of which every post is assessed holds no text that could be opened.
    select 'unscored' as class, count(*) as texts, min(b.erase_at) as next_at,
      count(*) filter (where b.erase_at <= ${now}) as overdue
    from vigie.sealed_batches b cross join unnest(b.post_ids) as one (id) join vigie.posts p on p.id = one.id
    where length(b.keys) > 0 and p.status not in ('review', 'protect')
    union all
    select 'sampled', count(*), min(erase_at), count(*) filter (where erase_at <= ${now}) from vigie.samples
    union all
    select s.class, count(*), min(s.erase_at),
      count(*) filter (where s.erase_at <= ${now} and not ${isHeld(sql`s.post_id`, now)})
    from vigie.sealed_posts s group by s.class order by class
  `.execute(db);
  const erasures = await sql<{ certificates: number; texts: number; last_at: Date | null }>`
    select count(*) as certificates, coalesce(sum(cardinality(post_ids)), 0)::bigint as texts, max(erased_at) as last_at
    from vigie.erasures
  `.execute(db);
  const holds = await sql<{ in_force: number; last_ends_at: Date | null }>`
    select count(*) as in_force, max(h.ends_at) as last_ends_at
    from vigie.legal_holds h join vigie.items i on i.id = h.item_id
    where ${IN_FORCE} and h.ends_at > ${now} and exists (
      select from vigie.item_members m join vigie.sealed_posts s on s.post_id = m.post_id where m.item_id = i.id)
  `.execute(db);
  const requests = await sql<{ kind: OpenRequest['kind']; since: Date; subject: string }>`
    select 'resume' as kind, approved_at as since, stop_id::text as subject from vigie.stops
      where resumed_at is null and approved_at is not null
    union all
    select 'legal-hold', requested_at, item_id from vigie.legal_holds
      where approved_at is null and lifted_at is null and ends_at > ${now}
    union all
    select 'name', u.requested_at, u.id::text from vigie.unmaskings u where u.settled_by is null and ${STANDS}
    union all
    select 'override', judged_at, id from vigie.items where state = 'agreed' and judged_at is not null
    order by since limit 200
  `.execute(db);
  return {
    signs: await readSignCounts(db, monthsUpTo(now, SIGN_MONTHS).from.slice(0, 7)),
    kept: kept.rows
      .filter(({ texts }) => Number(texts) > 0)
      .map((row) => ({
        class: row.class,
        texts: Number(row.texts),
        nextAt: row.next_at?.toISOString() ?? null,
        overdue: Number(row.overdue),
      })),
    erasures: {
      certificates: Number(erasures.rows[0]?.certificates ?? 0),
      texts: Number(erasures.rows[0]?.texts ?? 0),
      lastAt: erasures.rows[0]?.last_at?.toISOString() ?? null,
    },
    holds: {
      inForce: Number(holds.rows[0]?.in_force ?? 0),
      lastEndsAt: holds.rows[0]?.last_ends_at?.toISOString() ?? null,
    },
    requests: requests.rows.map(({ kind, since, subject }) => ({
      kind,
      since: since.toISOString(),
      subject,
    })),
  };
}

import { type Kysely, sql } from 'kysely';
import { type DepartureDay, dayMeant, hoursAhead } from '../contracts/departure.ts';
import type { Schema } from './schema.ts';

/** By how many hours the turn of a post's item comes earlier; only posts that name a departure are in it. */
export async function readAhead(
  tx: Kysely<Schema>,
  flagged: readonly { readonly postId: string; readonly departures: readonly DepartureDay[] }[],
  now: Date,
): Promise<ReadonlyMap<string, number>> {
  const naming = flagged.filter(({ departures }) => departures.length > 0);
  if (naming.length === 0) return new Map();
  const { rows } = await sql<{ id: string; written_at: Date }>`
    select id, coalesce(published_at, collected_at) as written_at from vigie.posts
    where id = any(${naming.map(({ postId }) => postId)}::text[])
  `.execute(tx);
  const writtenAt = new Map(rows.map((row) => [row.id, row.written_at]));
  return new Map(
    naming.map(({ postId, departures }) => [
      postId,
      mostAhead(departures, writtenAt.get(postId) ?? now, now),
    ]),
  );
}

/** Of several days that a text names the nearest counts. */
export function mostAhead(departures: readonly DepartureDay[], writtenAt: Date, now: Date): number {
  return Math.max(0, ...departures.map((named) => hoursAhead(dayMeant(named, writtenAt), now)));
}

import type { Kysely } from 'kysely';
import type { Purpose } from '../contracts/authorisation.ts';
import type { SourceState } from '../contracts/source.ts';
import type { Schema } from './schema.ts';

export interface SourceStanding {
  readonly sourceId: string;
  readonly state: SourceState;
  readonly message: string | null;
  readonly round: number;
  readonly at: Date;
}

/** Records how a source stands after a round. */
export async function recordStanding(
  tx: Kysely<Schema>,
  standing: SourceStanding & { readonly purpose?: Purpose },
): Promise<void> {
  const isOk = standing.state === 'ok';
  const purpose = standing.purpose ?? null;
  await tx
    .insertInto('vigie.sources')
    .values({
      source_id: standing.sourceId,
      state: standing.state,
      message: standing.message,
      last_round: standing.round,
      last_round_at: standing.at,
      last_ok_at: isOk ? standing.at : null,
      purpose,
    })
    .onConflict((conflict) =>
      conflict.column('source_id').doUpdateSet({
        state: standing.state,
        message: standing.message,
        last_round: standing.round,
        last_round_at: standing.at,
        purpose,
        ...(isOk ? { last_ok_at: standing.at } : {}),
      }),
    )
    .execute();
}

export async function readStandings(db: Kysely<Schema>): Promise<Map<string, SourceStanding>> {
  const rows = await db.selectFrom('vigie.sources').selectAll().execute();
  return new Map(
    rows.map((row) => [
      row.source_id,
      {
        sourceId: row.source_id,
        state: row.state as SourceState,
        message: row.message,
        round: row.last_round ?? 0,
        at: row.last_round_at ?? new Date(0),
      },
    ]),
  );
}

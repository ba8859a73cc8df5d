import { type Kysely, sql } from 'kysely';
import type { LaneState, LaneStates } from '../contracts/lane-state.ts';
import { OPEN_ITEM } from './items.ts';
import type { Schema } from './schema.ts';

const EMPTY: LaneState = { open: 0, held: 0, newest: null, questions: 0, answered: null };

/**
 * How both lanes stand, as the desk counts them: a figure without control items beside one with them would tell how many
 * there are. Asked once for everybody who watches.
 */
export async function readLanes(db: Kysely<Schema>): Promise<LaneStates> {
  const { rows } = await sql<{ lane: string; open: number; held: number; newest: Date }>`
    select lane, count(*)::int as open, count(claimed_by)::int as held, max(opened_at) as newest
    from vigie.desk_items where ${OPEN_ITEM} group by lane
  `.execute(db);
  const asked = await sql<{ questions: number; answered: Date | null }>`
    select (select count(*)::int from vigie.item_questions where answered_at is null) as questions,
      (select max(answered_at) from vigie.item_questions) as answered
  `.execute(db);
  const stateOf = (lane: string): LaneState => {
    const row = rows.find((one) => one.lane === lane);
    if (row === undefined) return EMPTY;
    return { ...EMPTY, open: row.open, held: row.held, newest: row.newest.toISOString() };
  };
  const { questions = 0, answered = null } = asked.rows[0] ?? {};
  return {
    // Colleagues are asked in the review lane alone.
    review: { ...stateOf('review'), questions, answered: answered?.toISOString() ?? null },
    protect: stateOf('protect'),
  };
}

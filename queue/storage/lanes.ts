import { type Kysely, sql } from 'kysely';
import type { LaneState, LaneStates } from '../contracts/lane-state.ts';
import { OPEN_ITEM } from './items.ts';
import type { Schema } from './schema.ts';

const EMPTY: LaneState = { open: 0, held: 0, entered: null, questions: 0, answered: null };

/**
 * How both lanes stand, as the desk counts them: a figure without control items beside one with them would tell how many
 * there are. Asked once for everybody who watches.
 */
export async function readLanes(db: Kysely<Schema>): Promise<LaneStates> {
  const { rows } = await sql<Pick<LaneState, 'open' | 'held'> & { lane: string; entered: Date | null }>`
    select lane, coalesce(open, 0) as open, coalesce(held, 0) as held, (
      -- Of protection alone: a control item or a sample that is handed over ends in the review lane, and would show there as new.
      select max(entered_at) from vigie.desk_items i where i.lane = lanes.lane and i.lane = 'protect'
    ) as entered
    from (values ('review'), ('protect')) as lanes (lane) left join (
      select lane, count(*)::int as open, count(claimed_by)::int as held
      from vigie.desk_items where ${OPEN_ITEM} group by lane
    ) as standing using (lane)
  `.execute(db);
  const asked = await sql<{ questions: number; answered: Date | null }>`
    select (select count(*)::int from vigie.item_questions where answered_at is null) as questions,
      (select max(answered_at) from vigie.item_questions) as answered
  `.execute(db);
  const stateOf = (lane: string): LaneState => {
    const row = rows.find((one) => one.lane === lane);
    if (row === undefined) return EMPTY;
    const { open, held, entered } = row;
    return { ...EMPTY, open, held, entered: entered?.toISOString() ?? null };
  };
  const { questions = 0, answered = null } = asked.rows[0] ?? {};
  return {
    // Colleagues are asked in the review lane alone.
    review: { ...stateOf('review'), questions, answered: answered?.toISOString() ?? null },
    protect: stateOf('protect'),
  };
}

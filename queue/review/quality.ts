import { type Kysely, sql } from 'kysely';
import type { Actor } from '../contracts/account.ts';
import type { Calibration, KnownOutcome, TeamAgreement, WatchAlarm } from '../contracts/control.ts';
import type { Outcome } from '../contracts/decision.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Schema } from '../storage/schema.ts';
import { agreementOf } from './agreement.ts';
import { readAlarms } from './watch.ts';

/** How judgments agree with known answers: each person's own for themselves, the team's by language for oversight. */
export interface Quality {
  /** The actor's own results on control items; nobody else is shown them. */
  calibration(actor: Actor): Promise<Calibration>;
  /** By language; figures of fewer than `FEWEST_PEOPLE` would be somebody's own, and are left out. */
  team(): Promise<TeamAgreement[]>;
  /** Whose judgments lately looked as if posts were not read: for oversight alone, latest first and in no other order. */
  alarms(): Promise<WatchAlarm[]>;
}

/** Fewer people than these do not hide one another. */
const FEWEST_PEOPLE = 3;
const RECENT = 20;

interface Row {
  readonly item_id: string;
  readonly language: string;
  readonly expected: KnownOutcome;
  readonly expected_reason: string;
  readonly explanation: string | null;
  readonly answer: Outcome;
  readonly is_right: boolean;
  readonly ended_at: Date;
}

export function createQuality(db: Kysely<Schema>, clock: Clock): Quality {
  return {
    async calibration({ id }) {
      const { rows } = await sql<Row>`
        select i.id as item_id, i.language, c.expected, c.expected_reason, c.explanation, i.outcome as answer, c.is_right,
          c.ended_at
        from vigie.control_items i join vigie.controls c on c.item_id = i.id
        where i.judged_by = ${id} and c.ended_at is not null order by c.ended_at desc
      `.execute(db);
      const of = (some: readonly Row[]) =>
        agreementOf(some.length, some.filter((row) => row.is_right).length);
      const expecting = (expected: KnownOutcome) => of(rows.filter((row) => row.expected === expected));
      return {
        all: of(rows),
        byExpected: {
          offer: expecting('offer'),
          not_offer: expecting('not_offer'),
          protect: expecting('protect'),
        },
        recent: rows.slice(0, RECENT).map((row) => ({
          itemId: row.item_id,
          language: row.language,
          endedAt: row.ended_at.toISOString(),
          expected: row.expected,
          reason: row.expected_reason,
          explanation: row.explanation,
          answer: row.answer,
          isRight: row.is_right,
        })),
      };
    },

    alarms: () => readAlarms(db, new Date(clock.now())),

    async team() {
      const { rows } = await sql<{ language: string; people: number; n: number; right: number }>`
        select i.language, count(distinct i.judged_by) as people, count(*) as n,
          count(*) filter (where c.is_right) as right
        from vigie.control_items i join vigie.controls c on c.item_id = i.id
        where c.ended_at is not null group by i.language order by i.language
      `.execute(db);
      return rows.map(({ language, people, n, right }) => ({
        language,
        agreement: people >= FEWEST_PEOPLE ? agreementOf(n, right) : null,
      }));
    },
  };
}

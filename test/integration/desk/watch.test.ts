import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import { createQuality, watchReviewers } from '../../../queue/review/index.ts';
import { handleExpireTexts } from '../../../workers/handlers/expire.ts';
import { COLUMNS } from '../../support/columns.ts';
import { deskScene } from '../../support/desk-scene.ts';
import { actorOf } from '../../support/people.ts';

const DAY_MS = 86_400_000;

describe.each(COLUMNS)('the watch, %s', (name) => {
  const scene = deskScene(name);
  const { clock } = scene;
  beforeEach(async () => {
    await scene.arrive(1, () => '[review] watched');
    await scene.employ(actorOf('stamper', ['reviewer']), actorOf('careful', ['reviewer']));
    // One answer at once and all along; and answers of every kind after some reading.
    await judged('stamper', "array['not_offer']", 3000);
    await judged('careful', "array['not_offer', 'offer', 'unresolved']", 15_000);
  });

  /** So many judgments of one person on the day before. */
  async function judged(actor: string, outcomes: string, dwellMs: number): Promise<void> {
    await sql`
      insert into vigie.decisions (item_id, stage, outcome, reason, actor, decided_at, dwell_ms, viewing_ms)
      select i.id, 'first', (${sql.raw(outcomes)})[1 + n % array_length(${sql.raw(outcomes)}, 1)], 'other_topic', ${actor},
        ${new Date(clock.now() - DAY_MS)}::timestamptz, ${dwellMs}, 3000
      from vigie.items i, generate_series(1, 60) n
    `.execute(scene.context.db);
  }
  const watch = () => watchReviewers(scene.context.db, new Date(clock.now()));

  it('HUM-13 tells oversight of who rubber-stamps, once, with an entry, and of nobody else', async () => {
    expect([await watch(), await watch()]).toEqual([1, 0]);
    const quality = createQuality(scene.context.db, clock);
    expect(await quality.alarms()).toEqual([
      {
        name: 'name of stamper',
        raisedAt: new Date(clock.now()).toISOString(),
        signals: ['at-once', 'one-answer'],
      },
    ]);
    const { rows } = await sql<{ subject: string }>`
      select subject from vigie.log_entries where kind = 'watch.alarmed'
    `.execute(scene.context.db);
    expect(rows).toEqual([{ subject: 'stamper' }]);
  });

  it('forgets alarms with the results that they rest on', async () => {
    await watch();
    await handleExpireTexts(scene.context, {
      version: 1,
      dueAt: new Date(clock.now() + 181 * DAY_MS).toISOString(),
    });
    const { rows } = await sql`select 1 from vigie.watch_alarms`.execute(scene.context.db);
    expect(rows).toEqual([]);
  });
});

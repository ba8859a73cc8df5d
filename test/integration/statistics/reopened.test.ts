import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import { checkClosedMonths } from '../../../bin/cli/doctor/check-closed-months.ts';
import type { Records } from '../../../bin/cli/records.ts';
import type { ReleaseRequest } from '../../../queue/contracts/index.ts';
import {
  createStatistics,
  describeWaitingMonths,
  readClosedMonths,
  reopenReleases,
  type Statistics,
} from '../../../queue/statistics/index.ts';
import { closeReleases } from '../../../queue/storage/index.ts';
import { COLUMNS } from '../../support/columns.ts';
import { deskScene } from '../../support/desk-scene.ts';
import { actorOf } from '../../support/people.ts';

const ANNA = actorOf('anna', ['analyst']);
const EVE = actorOf('eve', ['exporter']);
const PURPOSE = 'a yearbook on languages in use';

describe.each(COLUMNS)('releases after a restore, %s', (name) => {
  const scene = deskScene(name);
  let statistics: Statistics;

  beforeEach(async () => {
    const { db } = scene.context;
    const rows = ['2026-03', '2026-04', '2026-05'].flatMap((month) =>
      (['none', 'review', 'protect'] as const).map((state) => ({
        month,
        family: 'posts',
        state,
        language: 'en',
        platform: 'feed',
        origin: 'unknown',
        destination: 'unknown',
        change: 300,
      })),
    );
    await db.insertInto('vigie.figures').values(rows).execute();
    statistics = createStatistics({
      db,
      clock: scene.clock,
      policy: { epsilonPerMonth: 1 },
      languages: ['en'],
      platforms: ['feed'],
    });
  });

  const exact = (first: string, last = first) =>
    ({ kind: 'one-off', family: 'posts', rows: 'language', first, last }) as const;
  const noisy = (month: string) => ({ ...exact(month), kind: 'repeated', epsilon: 50 }) as const;
  const ask = (spec: ReleaseRequest['spec']) => statistics.request(ANNA, { spec, purpose: PURPOSE });
  const now = () => new Date(scene.clock.now());
  const close = (through: string) =>
    scene.context.db
      .transaction()
      .execute((tx) =>
        closeReleases(tx, { madeAt: new Date('2026-04-20T00:00:00Z'), restoredAt: now(), through }),
      );
  const say = (actor: string, ...released: string[]) =>
    reopenReleases(scene.context.db, { actor, now: now(), released });

  it('STA-02 STA-03 are closed for each month that was over by then, also for what waited in the backup', async () => {
    const waits = await ask(exact('2026-03'));
    await close('2026-04');
    for (const spec of [exact('2026-04'), exact('2026-04', '2026-05'), noisy('2026-03')])
      await expect(ask(spec)).rejects.toMatchObject({
        code: 'statistics.refused',
        message: expect.stringContaining('from a backup of 2026-04-20'),
      });
    await expect(statistics.decide(EVE, waits, 'release')).rejects.toThrow('vigie statistics reopen');
    await statistics.decide(EVE, waits, 'refuse');
    // Nothing of it can have been released before the restore: it was not over.
    await ask(exact('2026-05'));
  });

  it('STA-02 STA-03 are opened by two people who name the same months, and those stay closed for good', async () => {
    await close('2026-04');
    await expect(say('oscar', '2026-05')).rejects.toMatchObject({ code: 'usage.invalid' });
    expect(await say('oscar')).toEqual({ isOpen: false, through: '2026-04' });
    await expect(say('oscar')).rejects.toThrow('a second person');
    // Who looked again takes the first word back.
    expect(await say('oscar', '2026-03')).toMatchObject({ isOpen: false });
    await expect(say('olga')).rejects.toThrow('the months that oscar named, 2026-03');
    await expect(ask(exact('2026-04'))).rejects.toThrow('have yet to say');
    expect(await say('olga', '2026-03')).toEqual({ isOpen: true, through: '2026-04' });
    await ask(exact('2026-04'));
    for (const spec of [exact('2026-03'), noisy('2026-03')])
      await expect(ask(spec)).rejects.toThrow('stay closed');
    await expect(say('olga')).rejects.toThrow('none that wait');
    const { rows } = await sql<{ kind: string }>`
      select kind from vigie.log_entries where subject = 'statistics 2026-04' order by entry_id
    `.execute(scene.context.db);
    expect(rows.map(({ kind }) => kind)).toEqual([
      'statistics.reopen-approved',
      'statistics.reopen-approved',
      'statistics.reopened',
    ]);
  });

  it('STA-02 take a word that was given before another restore, or a day ago, for none', async () => {
    await close('2026-03');
    await say('oscar');
    await close('2026-04');
    expect(await say('olga')).toEqual({ isOpen: false, through: '2026-04' });
    scene.clock.advance(24 * 3_600_000);
    expect(await say('oscar')).toMatchObject({ isOpen: false });
    expect(await say('olga')).toMatchObject({ isOpen: true });
    await ask(noisy('2026-03'));
  });

  it('are told to operators until two people have said which, and those that are closed for good', async () => {
    const { db } = scene.context;
    const told = async () => {
      const { waiting, forGood } = await readClosedMonths(db, now());
      return { line: waiting && describeWaitingMonths(waiting), forGood };
    };
    const found = () => checkClosedMonths(async () => ({ database: { db } }) as Records, scene.clock);
    expect(await told()).toEqual({ line: null, forGood: [] });
    expect(await found()).toEqual([expect.objectContaining({ level: 'ok', check: 'statistics' })]);
    await close('2026-04');
    const day = now().toISOString().slice(0, 10);
    const why = `the records were restored on ${day} from a backup of 2026-04-20`;
    expect(await told()).toEqual({
      line: `no table of months up to 2026-04 is released: ${why}, and two people have yet to say of which of these months tables had gone out in between`,
      forGood: [],
    });
    expect(await found()).toMatchObject([
      { level: 'warn', check: 'statistics', mend: expect.stringContaining('vigie statistics reopen') },
    ]);
    await say('oscar', '2026-03');
    expect((await told()).line).toContain('oscar says that tables had gone out in between of 2026-03');
    // A word counts for a day, and for what was closed when it was given.
    scene.clock.advance(24 * 3_600_000);
    expect((await told()).line).toContain('two people have yet to say');
    await say('oscar', '2026-03');
    await close('2026-05');
    expect((await told()).line).toMatch(/up to 2026-05 .*, and on .*two people have yet to say/);
    await say('oscar', '2026-03');
    await say('olga', '2026-03');
    expect(await told()).toEqual({ line: null, forGood: ['2026-03'] });
    expect(await found()).toMatchObject([{ level: 'ok', message: expect.stringContaining('2026-03') }, {}]);
  });

  it('STA-02 keep what was said: no row is removed, and none that was opened is changed', async () => {
    const { db } = scene.context;
    await close('2026-04');
    await expect(sql`delete from vigie.statistic_closings`.execute(db)).rejects.toThrow('stay as they were');
    await expect(sql`update vigie.statistic_closings set through = '2020-01'`.execute(db)).rejects.toThrow(
      'stay as they were',
    );
    await say('oscar', '2026-03');
    await say('olga', '2026-03');
    await expect(sql`update vigie.statistic_closings set released = '{}'`.execute(db)).rejects.toThrow(
      'stay as they were',
    );
  });
});

import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Figure, ReleaseRequest } from '../../../queue/contracts/index.ts';
import { createStatistics, type Statistics } from '../../../queue/statistics/index.ts';
import { COLUMNS } from '../../support/columns.ts';
import { deskScene } from '../../support/desk-scene.ts';
import { actorOf } from '../../support/people.ts';

const ANNA = actorOf('anna', ['analyst']);
const EVE = actorOf('eve', ['exporter']);
const PURPOSE = 'a yearbook on languages in use';
const WAYS = { family: 'posts', state: 'review', rows: 'origin', columns: 'destination' } as const;

function figure(part: Partial<Figure>): Figure {
  return {
    month: '2026-04',
    family: 'posts',
    state: 'review',
    language: 'en',
    platform: 'feed',
    origin: 'western-asia',
    destination: 'southern-europe',
    count: 50,
    ...part,
  };
}

const FIGURES: readonly Figure[] = ['2026-03', '2026-04', '2026-05'].flatMap((month) => [
  figure({ month }),
  figure({ month, language: 'fr', count: 30 }),
  figure({ month, origin: 'southern-asia', count: 4 }),
  figure({ month, destination: 'western-europe', count: 25 }),
  figure({ month, origin: 'southern-asia', destination: 'western-europe', count: 40 }),
  figure({ month, state: 'none', origin: 'unknown', destination: 'unknown', count: 3000 }),
  figure({
    month,
    state: 'protect',
    origin: 'unknown',
    destination: 'unknown',
    count: month === '2026-05' ? 3 : 20,
  }),
]);

describe.each(COLUMNS)('releases of statistics, %s', (name) => {
  const scene = deskScene(name);
  let statistics: Statistics;

  beforeEach(async () => {
    const { db } = scene.context;
    const rows = FIGURES.map(({ count, ...rest }) => ({ ...rest, change: count }));
    await db.insertInto('vigie.figures').values(rows).execute();
    statistics = createStatistics({
      db,
      clock: scene.clock,
      policy: { epsilonPerMonth: 1 },
      languages: ['en', 'fr', 'ar'],
      platforms: ['feed', 'html'],
    });
  });

  const ask = (spec: ReleaseRequest['spec']) => statistics.request(ANNA, { spec, purpose: PURPOSE });
  const oneOff = (first: string, last: string, more: object = {}) =>
    ({ kind: 'one-off', ...WAYS, first, last, ...more }) as ReleaseRequest['spec'];
  const noisy = (epsilon: number, month = '2026-04') =>
    ({ kind: 'repeated', ...WAYS, first: month, last: month, epsilon }) as const;
  const release = async (spec: ReleaseRequest['spec']) => {
    const id = await ask(spec);
    await statistics.decide(EVE, id, 'release');
    return id;
  };

  it('STA-06 take two persons, and make the same file again, byte for byte, when the counters have gone on', async () => {
    const id = await ask(oneOff('2026-04', '2026-04'));
    await expect(statistics.decide(ANNA, id, 'release')).rejects.toThrow('a second person');
    await expect(
      sql`update vigie.statistic_releases set state = 'released', decided_by = requested_by, decided_at = now(), sha256 = repeat('0', 64)`.execute(
        scene.context.db,
      ),
    ).rejects.toThrow();
    await statistics.decide(EVE, id, 'release');
    const file = await statistics.file(EVE, id);
    await sql`insert into vigie.figures values ('2026-04', 'posts', 'review', 'en', 'feed', 'western-asia', 'southern-europe', 7)`.execute(
      scene.context.db,
    );
    expect(await statistics.file(ANNA, id)).toEqual(file);
    const [state] = await statistics.releases();
    expect(state?.sha256).toBe(createHash('sha256').update(file).digest('hex'));
    const { table } = JSON.parse(file.toString());
    expect(table.rows).toEqual(['southern-asia', 'western-asia']);
    expect(table.cells).toEqual([
      [null, null],
      [null, null],
    ]);
    expect(table.total).toBe(149);
    const noise = await release(noisy(50));
    expect(await statistics.file(ANNA, noise)).toEqual(await statistics.file(EVE, noise));
  });

  it('STA-03 STA-06 are made anew by the method they were made with, and released with noise by the newest alone', async () => {
    const exact = await release(oneOff('2026-04', '2026-04'));
    const waits = await ask(noisy(50));
    const { db } = scene.context;
    await sql`update vigie.statistic_releases set inputs = inputs - 'method' where release_id = ${waits}`.execute(
      db,
    );
    await expect(statistics.decide(EVE, waits, 'release')).rejects.toThrow('ask anew');
    await statistics.decide(EVE, waits, 'refuse');
    expect(JSON.parse((await statistics.file(EVE, exact)).toString())).toMatchObject({ method: 3 });
  });

  it('STA-02 PRO-09 go out no more, and are shown to nobody, where they are of items and wait since an earlier method', async () => {
    const { db } = scene.context;
    const rows = FIGURES.filter(({ state }) => state === 'review').map(({ count, ...rest }) => ({
      ...rest,
      family: 'items',
      state: 'opened',
      change: count,
    }));
    await db.insertInto('vigie.figures').values(rows).execute();
    const items = (dimensions: object) =>
      ({
        kind: 'one-off',
        family: 'items',
        first: '2026-04',
        last: '2026-04',
        ...dimensions,
      }) as ReleaseRequest['spec'];
    const waits = await ask(items({ rows: 'language', columns: 'platform' }));
    await sql`
      update vigie.statistic_releases set inputs = inputs || '{"method": 2}' where release_id = ${waits}
    `.execute(db);
    await expect(statistics.decide(EVE, waits, 'release')).rejects.toThrow('ask anew');
    await expect(statistics.file(EVE, waits)).rejects.toThrow('ask anew');
    // It may be out for all that is known.
    await expect(ask(items({ rows: 'origin' }))).rejects.toThrow('ask for one with noise');
    await statistics.decide(EVE, waits, 'refuse');
    await ask(items({ rows: 'origin' }));
    await ask(items({ rows: 'language', columns: 'platform' }));
  });

  it('STA-06 have a public list of corrections, of which nothing is taken back', async () => {
    const id = await release(oneOff('2026-04', '2026-04'));
    await statistics.correct(EVE, id, 'A source had been counted under the wrong kind.');
    expect((await statistics.releases())[0]?.corrections).toMatchObject([
      { note: expect.stringContaining('wrong kind') },
    ]);
    for (const table of ['statistic_corrections', 'statistic_spends'])
      await expect(sql`delete from vigie.${sql.id(table)}`.execute(scene.context.db)).rejects.toThrow(
        'stay as they were',
      );
  });

  it('STA-02 refuse a table that could be subtracted from one that is out', async () => {
    await release(oneOff('2026-03', '2026-04'));
    // The months in between, one dimension in common, another part of the same counts.
    await expect(ask(oneOff('2026-03', '2026-05'))).rejects.toThrow('ask for one with noise');
    await expect(ask(oneOff('2026-04', '2026-04'))).rejects.toThrow('ask for one with noise');
    await expect(ask(oneOff('2026-03', '2026-04', { rows: 'language' }))).rejects.toThrow(
      'ask for one with noise',
    );
    await expect(
      ask({ kind: 'one-off', family: 'posts', rows: 'language', first: '2026-03', last: '2026-04' }),
    ).rejects.toThrow('ask for one with noise');
    // One that waits may be released yet, so it counts as well.
    await ask({
      ...oneOff('2026-03', '2026-04'),
      rows: 'language',
      columns: 'platform',
    } as ReleaseRequest['spec']);
    await expect(
      ask({ ...oneOff('2026-03', '2026-04'), rows: 'platform', columns: undefined } as never),
    ).rejects.toThrow('ask for one with noise');
  });

  it('STA-03 spend the budget of each month, and are refused when it is spent, also two at once', async () => {
    await release(noisy(60));
    await expect(ask(noisy(50))).rejects.toThrow('left are 0.4 of 2026-04');
    const [first, second] = [await ask(noisy(30)), await ask(noisy(30))];
    const results = await Promise.allSettled([
      statistics.decide(EVE, first, 'release'),
      statistics.decide(EVE, second, 'release'),
    ]);
    expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const april = (await statistics.budgets()).find(({ month }) => month === '2026-04');
    expect(april).toEqual({ month: '2026-04', spent: 90, budget: 100 });
    await release(noisy(60, '2026-05'));
    const insert = sql`insert into vigie.statistic_spends (release_id, month, epsilon, spent_at)
      values (${second}, '2026-04', 320, now())`;
    await expect(insert.execute(scene.context.db)).rejects.toThrow('at most 4');
  });

  it('STA-03 show every category there could be, found or not, and never what waits', async () => {
    const spec = {
      kind: 'repeated',
      family: 'posts',
      rows: 'language',
      first: '2026-04',
      last: '2026-04',
      epsilon: 50,
    } as const;
    const id = await ask(spec);
    await expect(statistics.file(EVE, id)).rejects.toThrow('without its noise');
    await statistics.decide(EVE, id, 'release');
    const { table } = JSON.parse((await statistics.file(EVE, id)).toString());
    expect(table.rows).toEqual(['ar', 'en', 'fr', 'other']);
  });

  it('STA-05 refuse any dimension that is not of the list, and months that are not over', async () => {
    const by = (rows: string) =>
      statistics.request(ANNA, {
        spec: { ...oneOff('2026-04', '2026-04'), rows },
        purpose: PURPOSE,
      } as never);
    for (const dimension of ['nationality', 'ethnicity', 'community', 'author', 'source', 'country'])
      await expect(by(dimension), dimension).rejects.toThrow();
    await expect(ask(oneOff('2026-06', '2026-06'))).rejects.toThrow('months that are over');
  });

  it('STA-02 refuse a table whose total gives away what a report holds back', async () => {
    // Of May three posts were at risk: its report shows how many there were in all, and not how many to review.
    const all = {
      kind: 'one-off',
      family: 'posts',
      rows: 'language',
      first: '2026-05',
      last: '2026-05',
    } as const;
    await expect(ask(all)).rejects.toThrow('whose report holds it back');
    await expect(ask({ ...all, state: 'review' })).rejects.toThrow('whose report holds it back');
    await ask({ ...all, first: '2026-04', last: '2026-04' });
  });

  it('PRO-09 count nothing of the protection lane', async () => {
    const spec = {
      kind: 'repeated',
      family: 'posts',
      rows: 'state',
      first: '2026-04',
      last: '2026-04',
      epsilon: 50,
    } as const;
    const id = await release(spec);
    expect(JSON.parse((await statistics.file(EVE, id)).toString()).table.rows).toEqual(['none', 'review']);
    await expect(ask({ ...oneOff('2026-04', '2026-04'), state: 'protect' } as never)).rejects.toThrow();
  });

  it('STA-06 leave an entry for every step, and none for one that was refused', async () => {
    const id = await ask(oneOff('2026-04', '2026-04'));
    await statistics.decide(ANNA, id, 'release').catch(() => undefined);
    await statistics.decide(EVE, id, 'refuse');
    const { rows } = await sql<{ kind: string }>`
      select kind from vigie.log_entries where kind like 'statistics.%' order by entry_id
    `.execute(scene.context.db);
    expect(rows.map(({ kind }) => kind)).toEqual(['statistics.requested', 'statistics.refused']);
  });
});

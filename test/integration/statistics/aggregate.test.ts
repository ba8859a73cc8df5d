import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import { AggregateExchange, aggregateJsonSchema, Region } from '../../../queue/contracts/index.ts';
import { projectRoot } from '../../../queue/runtime/thread-entry.ts';
import { createStatistics, type Statistics, shareAggregate } from '../../../queue/statistics/index.ts';
import { COLUMNS } from '../../support/columns.ts';
import { deskScene } from '../../support/desk-scene.ts';
import { logEntries } from '../../support/log.ts';
import { actorOf } from '../../support/people.ts';

const ANNA = actorOf('anna', ['analyst']);
const EVE = actorOf('eve', ['exporter']);
const SPEC = {
  kind: 'one-off',
  family: 'posts',
  state: 'review',
  rows: 'origin',
  columns: 'destination',
} as const;

it('EVI-16 the shape of an aggregate file is published as it is checked; "vigie share schema" prints it', () => {
  const path = join(projectRoot(), 'docs', 'aggregate-exchange.schema.json');
  expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(JSON.parse(JSON.stringify(aggregateJsonSchema())));
});

describe.each(COLUMNS)('an aggregate file, %s', (name) => {
  const scene = deskScene(name);
  let statistics: Statistics;
  beforeEach(async () => {
    const { db } = scene.context;
    const figures = ['2026-03', '2026-04', '2026-05'].flatMap((month) =>
      (
        [
          ['review', 'western-asia', 'southern-europe', 70],
          ['review', 'southern-asia', 'western-europe', 40],
          // A month that has too few of a lane to show it holds back the posts to review, too.
          ['none', 'unknown', 'unknown', 3000],
          ['protect', 'unknown', 'unknown', 20],
        ] as const
      ).map(([state, origin, destination, change]) => ({
        ...{ month, family: 'posts' as const, state, language: 'en', platform: 'feed' },
        ...{ origin, destination, change },
      })),
    );
    await db.insertInto('vigie.figures').values(figures).execute();
    const lists = { languages: ['en', 'fr'], platforms: ['feed'] };
    statistics = createStatistics({ db, clock: scene.clock, policy: { epsilonPerMonth: 1 }, ...lists });
  });

  const ask = (spec: object) =>
    statistics.request(ANNA, {
      spec: { ...SPEC, ...spec } as never,
      purpose: 'a yearbook on ways between regions',
    });
  const release = async (spec: object) => {
    const id = await ask(spec);
    await statistics.decide(EVE, id, 'release');
    return id;
  };
  const share = (first: string, last: string, actor = ANNA) =>
    shareAggregate({ db: scene.context.db, statistics, origin: 'unit.example/vigie' }, actor, {
      first,
      last,
      now: new Date(scene.clock.now()),
    });

  it('EVI-16 holds the released tables of the period, each with the hash of its file, and is in the log', async () => {
    const april = await release({ first: '2026-04', last: '2026-04' });
    const noisy = await release({ kind: 'repeated', epsilon: 50, first: '2026-05', last: '2026-05' });
    await release({ first: '2026-03', last: '2026-03' });
    const { file, sha256, releases } = await share('2026-04', '2026-06');
    expect(releases).toEqual([april, noisy]);
    const exchange = AggregateExchange.parse(JSON.parse(file.toString('utf8')));
    for (const { release: id, sha256: stated, content } of exchange.tables) {
      const bytes = await statistics.file(EVE, id);
      expect(stated).toBe(createHash('sha256').update(bytes).digest('hex'));
      expect(content).toEqual(JSON.parse(bytes.toString('utf8')));
    }
    const entries = await logEntries(scene.context.db, sql`e.kind = 'aggregate.shared'`, scene.context.vault);
    expect(entries).toMatchObject([
      { actor: 'anna', body: { first: '2026-04', last: '2026-06', releases, sha256 } },
    ]);
  });

  it('EVI-16 holds nothing that two people have not released', async () => {
    await ask({ first: '2026-04', last: '2026-04' });
    const refused = await ask({ kind: 'repeated', epsilon: 20, first: '2026-04', last: '2026-04' });
    await statistics.decide(EVE, refused, 'refuse');
    await expect(share('2026-04', '2026-04')).rejects.toMatchObject({ code: 'statistics.refused' });
    await release({ kind: 'repeated', epsilon: 10, first: '2026-03', last: '2026-04' });
    // A table that reaches beyond the period is none of it.
    await expect(share('2026-04', '2026-04')).rejects.toMatchObject({ code: 'statistics.refused' });
  });

  it('EVI-16 R1 holds no microdata: categories of closed lists, whole numbers, and nothing of a post, a person or a day', async () => {
    await scene.arrive(3, (at) => `[review] canary-${at} @canary_handle +00 555 010 0199`);
    await release({ first: '2026-04', last: '2026-04' });
    await release({ kind: 'repeated', epsilon: 50, first: '2026-04', last: '2026-04' });
    const { file } = await share('2026-04', '2026-04');
    const text = file.toString('utf8');
    expect(text).not.toMatch(/canary|@|https?:|0199|\d{4}-\d\d-\d\dT/);
    for (const { content } of AggregateExchange.parse(JSON.parse(text)).tables) {
      for (const label of [...content.table.rows, ...content.table.columns])
        expect(['other', ...Region.options]).toContain(label);
      for (const cell of content.table.cells.flat())
        expect(cell === null || Number.isInteger(cell)).toBe(true);
    }
    const exchange = JSON.parse(text);
    for (const change of [
      { posts: [] },
      { tables: [{ ...exchange.tables[0], rows: ['somebody'] }] },
      { tables: [{ ...exchange.tables[0], content: { ...exchange.tables[0].content, examples: [] } }] },
    ])
      expect(AggregateExchange.safeParse({ ...exchange, ...change }).success).toBe(false);
  });

  it('EVI-16 is refused to who may not read tables', async () => {
    await release({ first: '2026-04', last: '2026-04' });
    for (const role of ['reviewer', 'operator', 'administrator', 'custodian', 'protection'] as const)
      await expect(share('2026-04', '2026-04', actorOf('x', [role]))).rejects.toMatchObject({
        code: 'request.forbidden',
      });
  });
});

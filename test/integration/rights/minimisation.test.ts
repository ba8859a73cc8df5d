import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ExportablePerson, PersonCategory, Source } from '../../../queue/contracts/index.ts';
import { createDesk } from '../../../queue/review/index.ts';
import { manualClock } from '../../../queue/runtime/clock.ts';
import { readOversightFigures, readStatus } from '../../../queue/storage/index.ts';
import { createVault } from '../../../queue/vault/index.ts';
import { handleExpireTexts } from '../../../workers/handlers/expire.ts';
import { withShorterRetention } from '../../../workers/handlers/retention.ts';
import { stagePosts } from '../../../workers/handlers/stage.ts';
import { importAuthorisation } from '../../support/authorisation.ts';
import { dumpFiles, dumpRecords, expectNoCanary } from '../../support/canaries.ts';
import { COLUMNS, type Column, openColumn } from '../../support/columns.ts';
import { judge, makeOffer, PROTECT, reviewFirst, take } from '../../support/judgments.ts';
import { inBothLanes } from '../../support/people.ts';
import { drain, posts, scoreContext, type TestContext } from '../../support/scoring.ts';

const HOUR_MS = 3_600_000;
const CANARY = 'zilpzalp-unflagged';
const HANDLE = 'zilpzalp_handle';

describe.each(COLUMNS)('minimisation, %s', (name) => {
  let column: Column;
  let context: TestContext;
  const clock = manualClock(Date.parse('2026-06-01T12:00:00Z'));
  beforeAll(async () => {
    column = await openColumn(name, { embedded: 'directory' });
  });
  beforeEach(async () => {
    await column.reset();
    context = scoreContext(column, { clock });
  });
  afterAll(() => column.close());

  const withHandle = (count: number, text: (at: number) => string) =>
    posts(count, text).map((post) => ({ ...post, author: HANDLE, permalink: `https://a.example/${HANDLE}` }));

  it('MIN-01 keeps nothing of 1,000 unflagged posts after a day but that there were 1,000', async () => {
    await stagePosts(
      context,
      'source',
      withHandle(1_000, (at) => `${CANARY} ${at}`),
      'test',
    );
    const kept = async () => (await readOversightFigures(context.db, new Date(clock.now()))).kept;
    expect(await kept()).toMatchObject([{ class: 'unscored', texts: 1_000, overdue: 0 }]);
    await drain(column, context);
    expect(await kept()).toEqual([]);
    clock.advance(24 * HOUR_MS);
    await handleExpireTexts(context, { version: 1, dueAt: new Date(clock.now()).toISOString() });
    const canaries = [CANARY, HANDLE];
    expectNoCanary(await dumpRecords(context.db), canaries, 'the records');
    expectNoCanary(await column.dumpQueue(), canaries, 'the queue');
    if (name === 'embedded') expectNoCanary(dumpFiles(column.directory), canaries, 'the files');
    const left =
      await sql`select 1 from vigie.sealed_batches union all select 1 from vigie.sealed_posts`.execute(
        context.db,
      );
    expect(left.rows).toEqual([]);
    expect((await readStatus(context.db)).posts).toMatchObject({ total: 1_000, none: 1_000, staged: 0 });
  });

  it('MIN-01 never lets an authorisation keep texts longer than the policy, and lets it keep them shorter', async () => {
    const hoursUnder = async (unflaggedHours: number) => {
      const retention = { unflaggedHours, flaggedDays: 180 };
      const source = { authorisation: { retention } } as Parameters<typeof withShorterRetention>[1];
      await column.reset();
      await stagePosts(withShorterRetention(context, source), 'source', posts(1), 'test');
      const { rows } = await sql<{ at: Date }>`select erase_at as at from vigie.sealed_batches`.execute(
        context.db,
      );
      return ((rows[0]?.at.getTime() ?? 0) - clock.now()) / HOUR_MS;
    };
    expect(await hoursUnder(2)).toBe(2);
    expect(await hoursUnder(24)).toBe(24);
  });

  /** A source that lets its texts be kept for so long, every post of which that nothing flags is drawn. */
  function keepingFor(flaggedDays: number): TestContext {
    const authorisation = importAuthorisation(
      { retention: { unflaggedHours: 24, flaggedDays } },
      clock.now(),
    );
    const source = Source.parse({ id: 'source', kind: 'import', name: 'source', authorisation });
    return scoreContext(column, {
      clock,
      sources: new Map([['source', source]]),
      sampling: { shares: async () => ({ byLanguage: {}, others: 1 }) },
    });
  }

  it('MIN-01 erases a flagged text when the authorisation of its source says so, before the policy does', async () => {
    const own = keepingFor(3);
    await stagePosts(
      own,
      'source',
      posts(1, () => '[review] x'),
      'test',
    );
    await drain(column, own);
    const { rows } = await sql<{ at: Date }>`select erase_at as at from vigie.sealed_posts`.execute(
      context.db,
    );
    expect(rows.map(({ at }) => (at.getTime() - clock.now()) / HOUR_MS)).toEqual([72]);
  });

  it('MIN-01 keeps what is drawn for the sample seven days at most, and fewer where the authorisation says so', async () => {
    const daysUnder = async (flaggedDays: number) => {
      await column.reset();
      const own = keepingFor(flaggedDays);
      await stagePosts(own, 'source', posts(1), 'test');
      await drain(column, own);
      const { rows } = await sql<{ at: Date }>`select erase_at as at from vigie.samples`.execute(context.db);
      return rows.map(({ at }) => (at.getTime() - clock.now()) / (24 * HOUR_MS));
    };
    expect(await daysUnder(180)).toEqual([7]);
    expect(await daysUnder(3)).toEqual([3]);
  });

  it('MIN-02 stores a keyed token of an author and no handle, and no key that makes tokens', async () => {
    const key = randomBytes(32);
    const vaultOf = (bytes: Buffer) => createVault({ bytes, fingerprint: 'test-key' });
    const keyed = scoreContext(column, { clock, vault: vaultOf(key) });
    await stagePosts(
      keyed,
      'source',
      withHandle(3, (at) => `[review] ${at}`),
      'test',
    );
    await drain(column, keyed);
    const dump = await dumpRecords(context.db);
    expectNoCanary(dump, [HANDLE], 'the records');
    const tokens = async () => {
      const { rows } = await sql<{
        token: Buffer;
      }>`select author_token as token from vigie.posts order by id`.execute(context.db);
      return rows.map(({ token }) => token.toString('hex'));
    };
    const first = await tokens();
    expect(first).toHaveLength(3);
    for (const form of [key.toString('hex'), key.toString('base64'), key.toString('base64url')])
      expect(dump).not.toContain(form);
    // Who has the records and not the key cannot try handles out: under another key they give other tokens.
    await column.reset();
    const other = scoreContext(column, { clock, vault: vaultOf(randomBytes(32)) });
    await stagePosts(
      other,
      'source',
      withHandle(3, (at) => `[review] ${at}`),
      'test',
    );
    expect((await tokens()).filter((token) => first.includes(token))).toEqual([]);
  });

  it('MIN-04 has one of six categories for every author, unknown until a judgment says otherwise', async () => {
    await stagePosts(
      context,
      'source',
      posts(4, (at) => `[review] ${at}`),
      'test',
    );
    await drain(column, context);
    const desk = createDesk({ db: context.db, vault: context.vault, clock });
    const categories = async () => {
      const { rows } = await sql<{ category: string }>`
        select author_category as category from vigie.items order by judged_at nulls last
      `.execute(context.db);
      return rows.map(({ category }) => category);
    };
    expect(await categories()).toEqual(Array(4).fill('unknown'));
    const at = { desk, clock };
    await makeOffer(at);
    await reviewFirst(at, inBothLanes('ana'), { outcome: 'not_offer', reason: 'seeker' });
    await judge(at, inBothLanes('ana'), await take(at, inBothLanes('ana')), PROTECT);
    const atRisk = await desk.next(inBothLanes('pia'), 'protect');
    await judge(at, inBothLanes('pia'), atRisk ?? { id: '', claim: null }, PROTECT);
    await desk.conclude(inBothLanes('pia'), atRisk?.id ?? '');
    expect(await categories()).toEqual([
      'suspected-offeror',
      'prospective-migrant',
      'possible-victim',
      'unknown',
    ]);
    const set = (value: string | null) =>
      sql`update vigie.items set author_category = ${value}`.execute(context.db);
    await expect(set(null)).rejects.toThrow(/null value|not-null/);
    await expect(set('smuggler')).rejects.toThrow(/check constraint/);
    await expect(set('suspected-offeror')).rejects.toThrow(/check constraint/);
    for (const category of PersonCategory.exclude(['suspected-offeror']).options) await set(category);
  });

  it('MIN-04 takes a category back with the judgment it came from', async () => {
    await stagePosts(
      context,
      'source',
      posts(1, () => '[review] x'),
      'test',
    );
    await drain(column, context);
    const desk = createDesk({ db: context.db, vault: context.vault, clock });
    const seeker = { outcome: 'not_offer', reason: 'seeker' } as const;
    const id = await reviewFirst({ desk, clock }, inBothLanes('ana'), seeker);
    await desk.undo(inBothLanes('ana'), id);
    const { rows } = await sql`select author_category from vigie.items`.execute(context.db);
    expect(rows).toEqual([{ author_category: 'unknown' }]);
  });

  it('MIN-06 has no table and no index that puts posts of one person together', async () => {
    const { rows: columns } = await sql<{ place: string }>`
      select table_name || '.' || column_name as place from information_schema.columns
      where table_schema = 'vigie' and column_name ~ 'author(?!ity)|person|handle|user|profile|identity|contact' order by 1
    `.execute(context.db);
    // What a reporter left to be reached by is sealed to an offline key, and belongs to no post; whom of the unit's own
    // duty desk an alert went to, and who of its staff is which user of the host, is no poster. Control items have the
    // columns of items and nobody who wrote them; the view joins both. An authority that stamps times is no author,
    // and who wrote a rule wrote no post.
    expect(columns.map(({ place }) => place)).toEqual([
      'accounts.os_user',
      'alert_deliveries.contact',
      'control_items.author_category',
      'desk_items.author_category',
      'items.author_category',
      'posts.author_token',
      'reports.sealed_contact',
      'rule_authors.author',
    ]);
    const { rows: indexes } = await sql<{ definition: string }>`
      select indexdef as definition from pg_indexes where schemaname = 'vigie' and tablename <> 'rule_authors' and indexdef ~ 'author(?!ity)'
    `.execute(context.db);
    expect(indexes).toEqual([]);
  });
});

it('MIN-04 an export may name nobody who is unknown', () => {
  expect(ExportablePerson.safeParse('unknown').success).toBe(false);
  expect(ExportablePerson.options).toHaveLength(PersonCategory.options.length - 1);
});

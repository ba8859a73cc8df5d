import { Writable } from 'node:stream';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { manualClock } from '../../../queue/runtime/clock.ts';
import { createLogger } from '../../../queue/runtime/logger.ts';
import { relayOnce } from '../../../queue/transport/index.ts';
import { handleExpireTexts } from '../../../workers/handlers/expire.ts';
import { stagePosts } from '../../../workers/handlers/stage.ts';
import { dumpRecords, expectNoCanary } from '../../support/canaries.ts';
import { COLUMNS, type Column, openColumn } from '../../support/columns.ts';
import { drain, scoreContext, scorerOf, type TestContext } from '../../support/scoring.ts';

const CANARY_TEXT = 'zilpzalp-canary-text';
const CANARY_AUTHOR = 'zilpzalp-canary-author';
const CANARIES = [CANARY_TEXT, CANARY_AUTHOR];
const POST = {
  key: 'https://social.example.org/@zilpzalp-canary-author/1',
  text: `${CANARY_TEXT} harmless`,
  author: CANARY_AUTHOR,
  permalink: `https://social.example.org/@${CANARY_AUTHOR}/1`,
  media: [{ kind: 'image' as const, alt: CANARY_TEXT, sha256: null }],
  thread: { replyTo: `https://social.example.org/@${CANARY_AUTHOR}/0`, title: CANARY_TEXT },
};

describe.each(COLUMNS)('canaries, %s', (name) => {
  let column: Column;
  let context: TestContext;
  let logged = '';
  const clock = manualClock(Date.parse('2026-06-01T12:00:00Z'));
  const logger = createLogger(
    'debug',
    new Writable({
      write(chunk, _encoding, done) {
        logged += String(chunk);
        done();
      },
    }),
  );
  beforeAll(async () => {
    column = await openColumn(name, { logger });
  });
  beforeEach(async () => {
    logged = '';
    await column.reset();
    context = scoreContext(column, { clock, logger });
  });
  afterAll(() => column.close());

  it('ACC-07 appear in no dump of the queue, no log line and no clear column, and once expired nowhere', async () => {
    await stagePosts(context, 'source', [POST], 'test');
    await relayOnce(context.db, column.queue);
    const queued = await column.dumpQueue();
    expect(queued).toContain('score-posts');
    expectNone(queued, 'the waiting queue');
    await drain(column, context);
    expectNone(await column.dumpQueue(), 'the finished queue');
    expectNone(await dumpRecords(context.db), 'the records');

    clock.advance(24 * 3_600_000);
    await handleExpireTexts(context, { version: 1, dueAt: new Date(clock.now()).toISOString() });
    const { rows } = await sql`
      select post_id from vigie.sealed_posts union all select batch_id from vigie.sealed_batches
    `.execute(context.db);
    expect(rows).toEqual([]);
    expectNone(await dumpRecords(context.db), 'the records after expiry');
    expectNone(await column.dumpQueue(), 'the queue after expiry');
    expectNone(logged, 'the log lines');
    expect(await tokensOfAuthors()).toEqual([null]);
  });

  it('appear in no dead letter and no log line when scoring fails', async () => {
    const scorer = scorerOf(() => {
      throw new Error(`rule failed on ${CANARY_TEXT} of ${CANARY_AUTHOR}`);
    });
    const failing = scoreContext(column, { clock, logger, scorer });
    await stagePosts(failing, 'source', [POST], 'test');
    await drain(column, failing);
    const letters = await sql<{ row: unknown }>`select to_jsonb(t) as row from vigie.dead_letters t`.execute(
      context.db,
    );
    expect(letters.rows).toHaveLength(1);
    expectNone(JSON.stringify(letters.rows), 'the dead letters');
    expectNone(logged, 'the log lines');
  });

  it('MIN-06 leave two posts of one author without anything in common', async () => {
    await stagePosts(context, 'source', [POST, { ...POST, key: 'other' }], 'test');
    const tokens = await tokensOfAuthors();
    expect(tokens).toHaveLength(2);
    expect(new Set(tokens.map((token) => token?.toString('hex'))).size).toBe(2);
  });

  async function tokensOfAuthors(): Promise<(Buffer | null)[]> {
    const { rows } = await sql<{ author_token: Buffer | null }>`select author_token from vigie.posts`.execute(
      context.db,
    );
    return rows.map((row) => row.author_token);
  }
});

function expectNone(dump: string, where: string): void {
  expectNoCanary(dump, CANARIES, where);
}

import { Writable } from 'node:stream';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createLogger } from '../../../queue/runtime/logger.ts';
import { relayOnce } from '../../../queue/transport/index.ts';
import { collectRound } from '../../../workers/handlers/collect.ts';
import type { Collector } from '../../../workers/sources/index.ts';
import { type AdapterCase, type FixturePost, nameOf } from '../../fixtures/sources/adapter-case.ts';
import { ADAPTER_CASES } from '../../fixtures/sources/adapter-cases.ts';
import { body, type FixtureWeb, startFixtureWeb } from '../../fixtures/sources/fixture-web.ts';
import { dumpRecords, expectNoCanary } from '../../support/canaries.ts';
import { testCollector } from '../../support/collectors.ts';
import { COLUMNS, type Column, openColumn } from '../../support/columns.ts';
import { drain, scoreContext, type TestContext } from '../../support/scoring.ts';

const TEXT = 'zilpzalp-canary-text';
const AUTHOR = 'zilpzalp_canary_author';
const TITLE = 'zilpzalp-canary-title';
const ALT = 'zilpzalp-canary-alt';
const CANARIES = [TEXT, AUTHOR, TITLE, ALT];

/** One that is flagged and kept, one that is not. */
const POSTS: readonly FixturePost[] = [
  { n: 12, text: `[review] ${TEXT}`, author: AUTHOR, alt: ALT, threadTitle: TITLE, replyTo: 11 },
  { n: 11, text: `harmless ${TEXT}`, author: AUTHOR },
];

describe.each(COLUMNS)('canaries in what every adapter collects, %s', (name) => {
  let column: Column;
  let context: TestContext;
  let collector: Collector;
  const loopbackPorts = new Set<number>();
  let hasBrowser = false;
  let logged = '';
  const stream = new Writable({
    write(chunk, _encoding, done) {
      logged += String(chunk);
      done();
    },
  });
  const logger = createLogger('debug', stream);
  beforeAll(async () => {
    column = await openColumn(name, { logger });
    collector = testCollector({
      logger,
      loopbackPorts,
      minDelayMs: 0,
      pageDeadlineMs: 15_000,
    });
    hasBrowser = (await collector.browser()) !== null;
  });
  beforeEach(async () => {
    logged = '';
    await column.reset();
    context = scoreContext(column, { logger });
  });
  afterAll(async () => {
    await collector.close();
    await column.close();
  });

  async function roundOf(
    one: AdapterCase,
    arrange: (web: FixtureWeb) => void,
  ): Promise<[string, string, number]> {
    const web = await startFixtureWeb();
    loopbackPorts.add(web.port);
    try {
      one.prepare?.(web);
      arrange(web);
      const source = {
        ...one.source(web.origin),
        id: nameOf(one)
          .toLowerCase()
          .replace(/[^a-z]+/g, '-'),
      };
      const round = { ...context, collector, sources: new Map([[source.id, source]]), stopping: NEVER };
      const { state, fresh } = await collectRound(round, source, 1);
      return [nameOf(one), state, fresh];
    } finally {
      await web.close();
    }
  }

  const cases = () => ADAPTER_CASES.filter((one) => one.kind !== 'rendered' || hasBrowser);

  it('appear in no dump of the queue, no log line and no clear column', async () => {
    for (const one of cases())
      expect(await roundOf(one, (web) => one.serve(web, [POSTS]))).toEqual([nameOf(one), 'ok', 2]);
    await relayOnce(context.db, column.queue);
    const queued = await column.dumpQueue();
    expect(queued).toContain('score-posts');
    expectNoCanary(queued, CANARIES, 'the waiting queue');
    await drain(column, context);
    expectNoCanary(await column.dumpQueue(), CANARIES, 'the finished queue');
    const records = await dumpRecords(context.db);
    expect(records).toContain('item.opened');
    expectNoCanary(records, CANARIES, 'the records');
    expect(logged).toContain('source round');
    expectNoCanary(logged, CANARIES, 'the log lines');
    // They are there, or finding none would say nothing: each flagged post opens with its author.
    const opened = await openSealed();
    expect(opened).toHaveLength(cases().length);
    for (const content of opened) expect(content).toContain(AUTHOR);
    expect(opened.filter((content) => content.includes(TITLE)).length).toBeGreaterThan(5);
  });

  async function openSealed(): Promise<string[]> {
    const rows = await context.db.selectFrom('vigie.sealed_posts').selectAll().execute();
    return rows.map((row) =>
      context.vault.open(row.post_id, { wrappedKey: row.wrapped_key, sealed: row.sealed }),
    );
  }

  it('appear in no record and no log line when a place answers something else', async () => {
    const garbage = `<p>${CANARIES.join(' ')}</p>`;
    for (const one of cases()) {
      const [, state] = await roundOf(one, (web) => web.on(one.path, body(one.type, garbage)));
      expect(state).toBe('changed');
    }
    expectNoCanary(await dumpRecords(context.db), CANARIES, 'the records');
    expectNoCanary(logged, CANARIES, 'the log lines');
  });
});

const NEVER = new AbortController().signal;

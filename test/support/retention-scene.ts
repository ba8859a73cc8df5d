import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { manualClock } from '../../queue/runtime/clock.ts';
import { createVault } from '../../queue/vault/index.ts';
import { handleExpireTexts } from '../../workers/handlers/expire.ts';
import { stagePosts } from '../../workers/handlers/stage.ts';
import { type Column, type ColumnName, openColumn } from './columns.ts';
import { itemOfText } from './item-of-text.ts';
import { drain, scoreContext, type TestContext } from './scoring.ts';

const START = Date.parse('2026-06-01T12:00:00Z');

/** What the texts of a scene are sealed under. */
export const SCENE_VAULT = createVault({ bytes: Buffer.alloc(32, 9), fingerprint: 'test-key' });

/**
 * Fresh records before each test of a suite, whose texts end by a clock of their own; called within its `describe`.
 * @param facts of every post
 */
export function retentionScene(
  name: ColumnName,
  facts: { readonly author?: string; readonly permalink?: string } = {},
) {
  let column: Column;
  let clock = manualClock(START);
  let context: TestContext;
  function beginAgain(): void {
    clock = manualClock(START);
    context = scoreContext(column, { clock, vault: SCENE_VAULT });
  }
  beforeAll(async () => {
    column = await openColumn(name);
  }, 60_000);
  afterAll(() => column.close());
  beforeEach(async () => {
    await column.reset();
    beginAgain();
  });
  const db = () => column.database.db;

  return {
    get column() {
      return column;
    },
    get clock() {
      return clock;
    },
    get context() {
      return context;
    },
    db,
    /** Sets the clock back to where it began, and nothing else. */
    beginAgain,
    async flag(...texts: readonly string[]): Promise<void> {
      const posts = texts.map((text, at) => ({ key: `${text} ${at}`, text, ...facts }));
      await stagePosts(context, 'source', posts, 'test');
      await drain(column, context);
    },
    expire: (nowMs = clock.now()) =>
      handleExpireTexts(context, { version: 1, dueAt: new Date(nowMs).toISOString() }),
    async countLeft(): Promise<number> {
      const { rows } = await sql<{ n: number }>`select count(*) as n from vigie.sealed_posts`.execute(db());
      return rows[0]?.n ?? -1;
    },
    itemOf: (text: string) => itemOfText(db(), SCENE_VAULT, text),
  };
}

import { afterAll, beforeAll, beforeEach } from 'vitest';
import type { Actor } from '../../queue/contracts/index.ts';
import { createDesk, type Desk } from '../../queue/review/index.ts';
import { manualClock } from '../../queue/runtime/clock.ts';
import { stagePosts } from '../../workers/handlers/stage.ts';
import type { Sampling } from '../../workers/scoring/sampling.ts';
import { type Column, type ColumnName, openColumn } from './columns.ts';
import { employ } from './employ.ts';
import type { TestDesk } from './judgments.ts';
import { drain, posts, scoreContext, type TestContext } from './scoring.ts';

const STARTS_AT = Date.parse('2026-06-01T12:00:00Z');

export interface DeskScene extends TestDesk {
  readonly column: Column;
  readonly context: TestContext;
  /** Such posts come in and are scored; a test's post says itself what it is flagged as. */
  arrive(count: number, text: (at: number) => string): Promise<void>;
  /** These people have accounts that they joined, with their roles and trainings. */
  employ(...people: readonly Actor[]): Promise<void>;
}

/** Fresh records with a desk on them before each test of a suite; called within its `describe`. */
export function deskScene(name: ColumnName, options: { readonly sampling?: Sampling } = {}): DeskScene {
  let column: Column;
  let context: TestContext;
  let desk: Desk;
  const clock = manualClock(STARTS_AT);
  beforeAll(async () => {
    column = await openColumn(name);
  });
  beforeEach(async () => {
    await column.reset();
    context = scoreContext(column, { clock, ...options });
    desk = createDesk({ db: context.db, vault: context.vault, clock });
  });
  afterAll(() => column.close());

  return {
    clock,
    get column() {
      return column;
    },
    get context() {
      return context;
    },
    get desk() {
      return desk;
    },
    async arrive(count, text) {
      await stagePosts(context, 'source', posts(count, text), 'test');
      await drain(column, context);
    },
    employ: (...people) => employ(context.db, people, new Date(clock.now())),
  };
}

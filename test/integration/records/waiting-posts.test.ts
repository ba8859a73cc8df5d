import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { checkWaiting } from '../../../bin/cli/doctor/check-waiting.ts';
import type { Opened } from '../../../bin/cli/doctor/opened-records.ts';
import { manualClock } from '../../../queue/runtime/clock.ts';
import { approveResume, stopWork } from '../../../queue/storage/index.ts';
import { stagePosts } from '../../../workers/handlers/stage.ts';
import { COLUMNS, type Column, openColumn } from '../../support/columns.ts';
import { drain, scoreContext } from '../../support/scoring.ts';

const START = Date.parse('2027-03-01T12:00:00Z');
const NONE = [{ check: 'posts', level: 'ok', message: '0 wait to be scored' }];

describe.each(COLUMNS)('posts that nobody scores, on the %s column', (name) => {
  let column: Column;
  beforeAll(async () => {
    column = await openColumn(name);
  });
  afterAll(() => column.close());
  beforeEach(() => column.reset());

  it('are told of by doctor once the first has waited for ten minutes, and no longer when they are scored', async () => {
    const clock = manualClock(START);
    const context = scoreContext(column, { clock });
    const check = () =>
      checkWaiting((async () => ({ database: column.database })) as unknown as Opened, clock);
    expect(await check()).toEqual(NONE);
    const posts = [
      { key: 'one', text: '[protect] we are lost' },
      { key: 'two', text: 'we sing' },
    ];
    await stagePosts(context, 'test', posts, 'test');
    clock.advance(599_999);
    expect(await check()).toEqual([{ ...NONE[0], message: '2 wait to be scored' }]);
    clock.advance(1);
    expect(await check()).toMatchObject([
      {
        level: 'warn',
        message: expect.stringMatching(
          /^2 wait to be scored, the first since 2027-03-01T12:00:00.000Z, 10 minutes ago;/,
        ),
      },
    ]);
    const { db } = column.database;
    const now = new Date(clock.now());
    await stopWork(db, { actor: 'os:anna', now, reason: 'looking into it' });
    expect(await check(), 'nobody scores while everything is stopped').toMatchObject([{ level: 'ok' }]);
    for (const actor of ['os:anna', 'os:bela']) await approveResume(db, { actor, now });
    expect(await check()).toMatchObject([{ level: 'warn' }]);
    await drain(column, context);
    expect(await check()).toEqual(NONE);
  });
});

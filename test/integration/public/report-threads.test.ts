import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readReceipt } from '../../../queue/storage/index.ts';
import { COLUMNS, type Column, openColumn } from '../../support/columns.ts';

const HASH = Buffer.alloc(32, 1);
const SEALED = Buffer.from('age');
const DAY = '2026-05-03';

const [RECEIVED, READ] = [
  { state: 'received', sealed: SEALED },
  { state: 'read', sealed: SEALED },
];
const REFERRED = { state: 'received', sealed: null };
const CLOSED = { state: 'closed', sealed: null };
const ANSWERED = { state: 'answered', sealed: SEALED, answer: SEALED };
const CLOSED_WITH_ANSWER = { ...CLOSED, answer: SEALED };

describe.each(COLUMNS)('the receipt of a thread of messages, %s', (name) => {
  let column: Column;
  beforeAll(async () => {
    column = await openColumn(name);
  });
  afterAll(() => column.close());
  beforeEach(() => column.reset());

  async function thread(
    ...messages: { state: string; sealed: Buffer | null; distress?: Buffer; answer?: Buffer }[]
  ) {
    for (const { state, sealed, distress = null, answer = null } of messages)
      await sql`
        insert into vigie.reports (id, receipt_hash, reply_recipient, state, sealed, distress, answer, answered_on)
        values (${randomUUID()}, ${HASH}, 'age1x', ${state}, ${sealed}, ${distress}, ${answer},
          ${answer === null ? null : DAY}::date)
      `.execute(column.database.db);
    return await readReceipt(column.database.db, HASH);
  }

  it.each([
    ['received', 'a message came after all others were closed', [CLOSED, RECEIVED]],
    ['read', 'it was exported since', [CLOSED, READ]],
    ['referred', 'it went to protection alone', [CLOSED, REFERRED]],
    ['closed', 'each of them is closed', [CLOSED, CLOSED]],
    ['received', 'nobody has read the last', [READ, RECEIVED]],
    ['received', 'protection has one, and another waits', [REFERRED, RECEIVED]],
    ['received', 'what is only for protection has not come there', [{ ...REFERRED, distress: SEALED }]],
    ['referred', 'protection has one, and the other was exported', [READ, REFERRED]],
  ])('REP-08 says %s where %s', async (state, _why, messages) => {
    const told = { kind: 'report', state, changedOn: null, answer: null };
    expect(await thread(...messages)).toEqual(told);
    // Whichever of them came first, and however often it is asked.
    await column.reset();
    expect(await thread(...messages.toReversed())).toEqual(told);
  });

  it.each([
    ['answered', DAY, 'what was asked since waits', [ANSWERED, RECEIVED]],
    ['closed', DAY, 'the thread is closed', [CLOSED, CLOSED_WITH_ANSWER]],
    ['received', null, 'something came after it was closed', [CLOSED_WITH_ANSWER, RECEIVED]],
  ])(
    'REP-03 says %s, of the day %s, and shows the answer where %s',
    async (state, changedOn, _why, messages) => {
      expect(await thread(...messages)).toEqual({ kind: 'report', state, changedOn, answer: SEALED });
    },
  );

  it('REP-03 says nothing where there is none', async () => {
    expect(await readReceipt(column.database.db, HASH)).toBeUndefined();
  });
});

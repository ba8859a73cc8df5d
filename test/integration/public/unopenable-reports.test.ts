import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { giveUpReport } from '../../../bin/cli/commands/reports-unopenable.ts';
import { sequence, verifyLog } from '../../../queue/log/index.ts';
import {
  countDeadLetters,
  countDistress,
  readReceipt,
  readUnopenable,
} from '../../../queue/storage/index.ts';
import { takeReferrals } from '../../../workers/public/take-referrals.ts';
import { COLUMNS, type Column, openColumn } from '../../support/columns.ts';
import { publicPages, send } from '../../support/public-pages.ts';
import { scoreContext, type TestContext } from '../../support/scoring.ts';

const REASON = 'The key of the machine before is lost.';

describe.each(COLUMNS)('a report that cannot be opened, %s', (name) => {
  let column: Column;
  let context: TestContext;
  beforeAll(async () => {
    column = await openColumn(name);
  });
  afterAll(() => column.close());
  beforeEach(async () => {
    await column.reset();
    context = scoreContext(column);
  });

  async function unreadable(): Promise<string> {
    const id = randomUUID();
    await sql`insert into vigie.reports (id, receipt_hash, reply_recipient, distress)
      values (${id}, ${Buffer.alloc(32, 1)}, 'age1x', ${Buffer.from('no ciphertext')})`.execute(context.db);
    return id;
  }
  const giveUp = (id: string, reason = REASON) => {
    const act = { id, reason, actor: 'os:anna', now: new Date(context.clock.now()) };
    return context.db.transaction().execute((tx) => giveUpReport(tx, context.vault, act));
  };
  const kinds = async () =>
    (await sql<{ body: string }>`select body from vigie.log_pending`.execute(context.db)).rows
      .map(({ body }) => body)
      .filter((body) => body.includes('report.given-up'));

  it('is given up with a reason, once, and the log says so without naming it', async () => {
    const id = await unreadable();
    await takeReferrals(context);
    expect(await readUnopenable(context.db)).toEqual([
      { id, receivedOn: expect.stringMatching(/^\d{4}-\d\d-\d\d$/), fault: 'sealed' },
    ]);
    await giveUp(id);
    expect(await countDistress(context.db)).toEqual({ waiting: 0, unopenable: 0 });
    // It is with nobody, and its receipt says no more.
    expect(await readReceipt(context.db, Buffer.alloc(32, 1))).toMatchObject({ state: 'closed' });
    expect(await readUnopenable(context.db)).toEqual([]);
    // Its id would outlive it, and doctor would go on to warn of it.
    expect(await countDeadLetters(context.db)).toBe(0);
    const [entry = '', ...more] = await kinds();
    expect(more).toEqual([]);
    expect(entry).toContain(REASON);
    expect(entry).not.toContain(id);
    await expect(giveUp(id)).rejects.toMatchObject({ code: 'item.not-found' });
    await sequence(context.db, context.vault);
    expect(await verifyLog(context.db, context.vault)).toMatchObject({
      kinds: { 'report.given-up': 1 },
      fault: null,
    });
  });

  it('is not given up while it opens, was not tried, or without words', async () => {
    const pages = await publicPages(column.database, context.vault);
    await send(pages.app, '/en/report', { address: '', text: '[protect] the boat has no engine' });
    const blind = { ...context.vault.intake, open: () => Promise.reject(new Error('another key')) };
    await takeReferrals({ ...context, vault: { ...context.vault, intake: blind } });
    const [openable] = await readUnopenable(context.db);
    await expect(giveUp(openable?.id ?? '')).rejects.toMatchObject({
      code: 'item.conflict',
      message: expect.stringContaining('which can be'),
    });
    const fresh = await unreadable();
    await expect(giveUp(fresh)).rejects.toThrow('was not tried yet');
    await expect(giveUp(fresh, ' lost ')).rejects.toThrow(
      'expected a reason of 10 to 500 characters, found 4',
    );
    await expect(giveUp('no id')).rejects.toThrow('found none with the id "no id"');
    expect(await countDistress(context.db)).toEqual({ waiting: 2, unopenable: 1 });
    expect(await kinds()).toEqual([]);
  });

  it('is forgotten as such once it opens and is brought to protection', async () => {
    const pages = await publicPages(column.database, context.vault);
    await send(pages.app, '/en/report', { address: '', text: '[protect] the boat has no engine' });
    const blind = { ...context.vault.intake, open: () => Promise.reject(new Error('another key')) };
    await takeReferrals({ ...context, vault: { ...context.vault, intake: blind } });
    expect(await countDeadLetters(context.db)).toBe(1);
    await takeReferrals(context);
    expect(await countDistress(context.db)).toEqual({ waiting: 0, unopenable: 0 });
    expect(await countDeadLetters(context.db)).toBe(0);
  });
});

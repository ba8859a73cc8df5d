import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Accounts, HOST } from '../../../queue/accounts/index.ts';
import { manualClock } from '../../../queue/runtime/clock.ts';
import { comparedName } from '../../../queue/storage/accounts.ts';
import { forgetAllRested } from '../../../queue/storage/index.ts';
import { MIGRATIONS } from '../../../queue/storage/migrations/index.ts';
import { accountsOn, joined, signInWith } from '../../support/accounts.ts';
import { COLUMNS, type Column, openColumn } from '../../support/columns.ts';

const HOUR = 3_600_000;
const THROTTLED = { code: 'sign-in.throttled' };
/** One name as keyboards write it: composed, in parts, and half of each. */
const SPELLINGS = ['Tu\u1EA5n', 'Tua\u0302\u0301n', 'Tu\u00E2\u0301n'];

describe.each(COLUMNS)('names, %s', (name) => {
  let column: Column;
  let accounts: Accounts;
  let clock: ReturnType<typeof manualClock>;
  beforeAll(async () => {
    column = await openColumn(name);
  });
  beforeEach(async () => {
    await column.reset();
    clock = manualClock(Date.parse('2026-06-01T12:00:00Z'));
    accounts = accountsOn(column.database, clock);
  });
  afterAll(() => column.close());

  const db = () => column.database.db;
  async function counted(): Promise<{ key: string; count: number }[]> {
    const { rows } = await sql<{ key: string; count: number }>`
      select encode(name_hash, 'hex') as key, count from vigie.sign_in_attempts
    `.execute(db());
    return rows;
  }

  it('are one however their letters are composed', async () => {
    const [composed = '', inParts = ''] = SPELLINGS;
    const { account } = await joined(accounts, inParts, ['reviewer']);
    expect(account.name).toBe(composed);
    for (const typed of SPELLINGS) {
      expect((await accounts.readPassword(typed))?.accountId).toBe(account.id);
      expect((await accounts.find({ name: ` ${typed} ` })).id).toBe(account.id);
      await expect(accounts.invite(HOST, typed, ['analyst'])).rejects.toMatchObject({
        code: 'account.conflict',
      });
    }
    for (const typed of [...SPELLINGS, ...SPELLINGS].slice(0, 5)) await accounts.admitAttempt(typed);
    await expect(accounts.admitAttempt(composed)).rejects.toMatchObject(THROTTLED);
    clock.advance(HOUR);
    await signInWith(accounts, inParts, { totpStep: 60_000_000 });
    expect(await counted()).toEqual([]);
  });

  it('are counted as the records tell accounts apart, known or not', async () => {
    await joined(accounts, 'dimitri', ['reviewer']);
    for (const [plain, dotted] of [
      ['dimitri', 'dİmİtri'],
      ['nobody-i', 'nobody-İ'],
    ] as const) {
      const isOne = (await comparedName(db(), dotted)) === plain;
      if (plain === 'dimitri') expect((await accounts.readPassword(dotted)) !== undefined).toBe(isOne);
      for (let attempt = 0; attempt < 5; attempt += 1) await accounts.admitAttempt(dotted);
      const next = accounts.admitAttempt(plain);
      await (isOne ? expect(next).rejects.toMatchObject(THROTTLED) : next);
    }
  });

  it('that were typed are kept as nothing that words can be tried on, and forgotten', async () => {
    const typed = 'a password in the wrong field';
    await accounts.admitAttempt(typed);
    for (let nth = 0; nth < 5; nth += 1) await accounts.admitAttempt('Kim');
    expect((await counted()).map(({ count }) => count).sort()).toEqual([1, 5]);
    const plain = createHash('sha256').update(typed).digest('hex');
    expect((await counted()).map(({ key }) => key)).not.toContain(plain);
    clock.advance(23 * HOUR);
    await accounts.admitAttempt('another');
    expect(await counted()).toHaveLength(3);
    clock.advance(2 * HOUR);
    await accounts.admitAttempt('the next');
    expect((await counted()).map(({ count }) => count)).toEqual([1, 1]);
  });

  it('that were typed are forgotten where nobody signs in by password any more', async () => {
    for (let nth = 0; nth < 250; nth += 1) await accounts.admitAttempt(`name ${nth}`);
    clock.advance(23 * HOUR);
    await forgetAllRested(db(), new Date(clock.now()));
    expect((await counted()).length).toBeGreaterThan(100);
    clock.advance(2 * HOUR);
    await forgetAllRested(db(), new Date(clock.now()));
    expect(await counted()).toEqual([]);
  });

  it('of before have one spelling after the upgrade, and plain hashes are gone', async () => {
    const { account: first } = await accounts.invite(HOST, '\u00C9lodie', ['reviewer']);
    clock.advance(HOUR);
    const { account: second } = await accounts.invite(HOST, 'Other', ['reviewer']);
    const { account: third } = await accounts.invite(HOST, 'Third', ['reviewer']);
    const { account: fourth } = await accounts.invite(HOST, 'Fourth', ['reviewer']);
    clock.advance(HOUR);
    const { account: fifth } = await accounts.invite(HOST, 'Ren\u00E9', ['reviewer']);
    await sql`update vigie.accounts set name = ${'Rene\u0301'} where id = ${fourth.id}`.execute(db());
    await sql`update vigie.accounts set name = ${'E\u0301lodie'} where id = ${second.id}`.execute(db());
    await sql`update vigie.accounts set name = ${SPELLINGS[1]} where id = ${third.id}`.execute(db());
    await accounts.admitAttempt('Kim');
    for (const index of ['sign_in_attempts_last', 'ceremonies_end'])
      await sql`drop index vigie.${sql.id(index)}`.execute(db());
    await MIGRATIONS['20261130-999-signing-in']?.up(db());
    expect(await counted()).toEqual([]);
    const nameOf = async (id: string) => (await accounts.find({ id })).name;
    // The eldest keeps the name, whichever of the two had it in that spelling.
    expect(await Promise.all([first, second, third, fourth, fifth].map(({ id }) => nameOf(id)))).toEqual([
      '\u00C9lodie',
      '\u00C9lodie 2',
      SPELLINGS[0],
      'Ren\u00E9',
      'Ren\u00E9 2',
    ]);
  });
});

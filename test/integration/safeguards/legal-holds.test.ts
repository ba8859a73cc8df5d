import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { HOST } from '../../../queue/accounts/index.ts';
import { approveHold, liftHold, readHolds, requestHold } from '../../../queue/storage/index.ts';
import { accountsOn, joined } from '../../support/accounts.ts';
import { COLUMNS } from '../../support/columns.ts';
import { logEntries } from '../../support/log.ts';
import { retentionScene } from '../../support/retention-scene.ts';

const DAY_MS = 86_400_000;

describe.each(COLUMNS)('legal holds, %s column', (name) => {
  const scene = retentionScene(name);
  const { db, flag, expire, countLeft, itemOf } = scene;

  async function itemId(): Promise<string> {
    return (await db().selectFrom('vigie.items').select('id').executeTakeFirstOrThrow()).id;
  }

  it('RET-04 a hold takes two people and keeps a text past its end, until its own', async () => {
    await flag('[review] held');
    const id = await itemId();
    const now = () => new Date(scene.clock.now());
    scene.clock.advance(80 * DAY_MS);
    const endsAt = new Date(scene.clock.now() + 60 * DAY_MS);
    const { holdId } = await requestHold(db(), {
      itemId: id,
      reason: 'order 1',
      endsAt,
      actor: 'a',
      now: now(),
    });
    await expect(approveHold(db(), { holdId, actor: 'a', now: now() })).rejects.toThrow('second person');
    await expect(
      sql`update vigie.legal_holds set approved_by = requested_by, approved_at = now()`.execute(db()),
    ).rejects.toMatchObject({ code: '23514' });
    await approveHold(db(), { holdId, actor: 'b', now: now() });
    scene.clock.advance(20 * DAY_MS);
    await expire();
    expect(await countLeft()).toBe(1);
    scene.clock.advance(41 * DAY_MS);
    await expire();
    expect(await countLeft()).toBe(0);
    await liftHold(db(), { holdId, actor: 'a', now: now() });
    expect(await readHolds(db())).toEqual([]);
  });

  it('RET-04 a hold is followed by one that ends later, and nothing is erased in between', async () => {
    await flag('[review] held');
    const itemId_ = await itemId();
    const now = () => new Date(scene.clock.now());
    const ask = (days: number) =>
      requestHold(db(), {
        itemId: itemId_,
        reason: 'order 1',
        endsAt: new Date(scene.clock.now() + days * DAY_MS),
        actor: 'a',
        now: now(),
      });
    scene.clock.advance(80 * DAY_MS);
    const { holdId: first } = await ask(60);
    await expect(ask(90)).rejects.toThrow('waits for a second person');
    await approveHold(db(), { holdId: first, actor: 'b', now: now() });
    scene.clock.advance(30 * DAY_MS);
    const { holdId: shorter } = await ask(20);
    await expect(approveHold(db(), { holdId: shorter, actor: 'b', now: now() })).rejects.toThrow(
      `when hold ${first} does`,
    );
    await liftHold(db(), { holdId: shorter, actor: 'a', now: now() });
    const { holdId: longer } = await ask(90);
    await expire();
    await approveHold(db(), { holdId: longer, actor: 'b', now: now() });
    expect((await readHolds(db())).map(({ hold_id }) => hold_id)).toEqual([longer]);
    scene.clock.advance(89 * DAY_MS);
    await expire();
    expect(await countLeft()).toBe(1);
    scene.clock.advance(2 * DAY_MS);
    await expire();
    expect(await countLeft()).toBe(0);
  });

  it('RET-04 says the end that a hold has, three years after the item was opened at the latest, and refuses one beyond', async () => {
    await flag('[review] held');
    await sql`update vigie.items set opened_at = opened_at - interval '1000 days'`.execute(db());
    const now = new Date(scene.clock.now());
    const ask = {
      itemId: await itemId(),
      reason: 'order 1',
      endsAt: new Date(scene.clock.now() + 170 * DAY_MS),
      actor: 'a',
      now,
    };
    const { endsAt } = await requestHold(db(), ask);
    expect(endsAt.getTime()).toBeCloseTo(scene.clock.now() + 95 * DAY_MS, -6);
    const [asked] = await logEntries(db(), sql`e.kind = 'hold.requested'`, scene.context.vault);
    expect(asked?.body).toMatchObject({ endsAt: endsAt.toISOString() });
    await sql`update vigie.items set opened_at = opened_at - interval '100 days'`.execute(db());
    await expect(requestHold(db(), ask)).rejects.toThrow('opened less than three years ago');
  });

  it('RET-04 nobody approves, on the host, the hold that they asked for at the desk', async () => {
    await flag('[review] held');
    const accounts = accountsOn(scene.column.database, scene.clock);
    const { account } = await joined(accounts, 'Anna', ['operator']);
    await accounts.nameHostUser(HOST, account.id, 'anna');
    const now = new Date(scene.clock.now());
    const endsAt = new Date(scene.clock.now() + 60 * DAY_MS);
    const ask = { itemId: await itemId(), reason: 'order 1', endsAt, now };
    await expect(requestHold(db(), { ...ask, actor: 'os:carl' })).rejects.toMatchObject({
      code: 'operator.unknown',
    });
    const { holdId } = await requestHold(db(), { ...ask, actor: account.id });
    await expect(approveHold(db(), { holdId, actor: 'os:anna', now })).rejects.toThrow('second person');
    await expect(approveHold(db(), { holdId, actor: 'os:carl', now })).rejects.toMatchObject({
      code: 'operator.unknown',
    });
    await approveHold(db(), { holdId, actor: 'account:ben', now });
    expect(await readHolds(db())).toMatchObject([{ requested_by: account.id, approved_by: 'account:ben' }]);
  });

  it('RET-04 a hold that nobody approved keeps nothing', async () => {
    await flag('[review] held');
    const endsAt = new Date(scene.clock.now() + 179 * DAY_MS);
    const now = new Date(scene.clock.now());
    await requestHold(db(), { itemId: await itemId(), reason: 'order 2', endsAt, actor: 'a', now });
    scene.clock.advance(91 * DAY_MS);
    await expire();
    expect(await countLeft()).toBe(0);
  });

  it.each([0, 181, Number.NaN])('RET-04 a hold has an end within 180 days: not %s', async (days) => {
    await flag('[review] held');
    const now = new Date(scene.clock.now());
    const endsAt = new Date(scene.clock.now() + days * DAY_MS);
    const ask = { itemId: await itemId(), reason: 'order 3', endsAt, actor: 'a', now };
    await expect(requestHold(db(), ask)).rejects.toMatchObject({ code: 'usage.invalid' });
  });

  it('RET-04 nothing of the protection lane is held, also what moves there under a hold', async () => {
    await flag('[protect] somebody', '[review] somebody else');
    const now = new Date(scene.clock.now());
    const endsAt = new Date(scene.clock.now() + 170 * DAY_MS);
    const ask = { reason: 'order 4', endsAt, actor: 'a', now };
    const asked = async (text: string) => requestHold(db(), { ...ask, itemId: await itemOf(text) });
    await expect(asked('[protect]')).rejects.toThrow('protection');
    const { holdId } = await asked('[review]');
    await approveHold(db(), { holdId, actor: 'b', now });
    await sql`update vigie.items set lane = 'protect'`.execute(db());
    scene.clock.advance(91 * DAY_MS);
    await expire();
    expect(await countLeft()).toBe(0);
  });
});

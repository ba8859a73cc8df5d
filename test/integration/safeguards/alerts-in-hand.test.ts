import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { LEASE_MINUTES, UNDO_MINUTES } from '../../../queue/review/index.ts';
import { readOpenAlerts, takeDelivery } from '../../../queue/storage/index.ts';
import { MIGRATIONS } from '../../../queue/storage/migrations/index.ts';
import { alertScene, MINUTE_MS } from '../../support/alert-scene.ts';
import { COLUMNS } from '../../support/columns.ts';
import { judge, UNCLEAR } from '../../support/judgments.ts';
import { actorOf } from '../../support/people.ts';

const PIA = actorOf('pia', ['protection']);
const PAUL = actorOf('paul', ['protection']);

describe.each(COLUMNS)('an alert whose item somebody takes, %s', (name) => {
  const scene = alertScene(name);
  const { db } = scene;

  /** A call comes in, the first contact is told, and Pia takes the item. */
  async function taken(): Promise<string> {
    await scene.comeIn('[protect] one');
    await scene.told(1);
    const id = await scene.itemId();
    await scene.desk.claim(PIA, id);
    return id;
  }

  async function later(minutes: number): Promise<number> {
    scene.clock.advance(minutes * MINUTE_MS);
    return scene.escalate();
  }

  it.each([
    ['puts it back', (id: string) => scene.desk.release(PIA, id)],
    ['stops for today', () => scene.desk.stop(PIA, new Date(scene.clock.now() + 60 * MINUTE_MS))],
  ])('PRO-03 goes to the next contact where that one %s', async (_, leave) => {
    await leave(await taken());
    expect(await later(4)).toBe(0);
    expect(await later(1)).toBe(1);
    await scene.told(2);
    expect(scene.duty.calls).toHaveLength(1);
  });

  it('PRO-03 goes on at once where they held it beyond the five minutes and then put it back', async () => {
    const id = await taken();
    scene.clock.advance(4 * MINUTE_MS);
    await scene.desk.claim(PIA, id);
    expect(await later(4)).toBe(0);
    await scene.desk.release(PIA, id);
    expect(await later(0)).toBe(1);
    await scene.told(2);
  });

  it('PRO-03 goes on where the claim runs out, and is quiet for as long as it is renewed', async () => {
    const id = await taken();
    for (let renewed = 0; renewed < 5; renewed += 1) {
      expect(await later(LEASE_MINUTES - 1)).toBe(0);
      await scene.desk.claim(PIA, id);
    }
    expect(await later(LEASE_MINUTES)).toBe(1);
    await scene.told(2);
  });

  it('PRO-03 tells nobody, also of a step whose job comes late, until the claim runs out', async () => {
    await scene.begin();
    await db().deleteFrom('vigie.outbox').execute();
    const [alert] = await readOpenAlerts(db());
    if (alert === undefined) throw new Error('expected an alert');
    await scene.desk.claim(PIA, alert.itemId);
    const ask = () => ({ ...alert, contact: 'first', now: new Date(scene.clock.now()) });
    expect(await takeDelivery(db(), ask())).toBeUndefined();
    expect(await later(2)).toBe(0);
    expect(await db().selectFrom('vigie.outbox').selectAll().execute()).toEqual([]);
    await scene.desk.release(PIA, alert.itemId);
    expect(await later(0)).toBe(0);
    await scene.told(1);
  });

  it('PRO-03 is quiet for ten minutes after a first judgment, and goes on where nobody ends the item', async () => {
    const id = await taken();
    await judge(scene, PIA, await scene.desk.claim(PIA, id), UNCLEAR);
    expect(await later(UNDO_MINUTES - 1)).toBe(0);
    expect(await later(1)).toBe(1);
    await scene.told(2);
  });

  it('PRO-03 is over once the item has ended, and begins anew where that is taken back', async () => {
    const id = await taken();
    await judge(scene, PIA, await scene.desk.claim(PIA, id), UNCLEAR);
    await scene.desk.conclude(PIA, id);
    expect(await readOpenAlerts(db())).toEqual([]);
    await scene.desk.undo(PIA, id);
    const [alert] = await readOpenAlerts(db());
    expect(alert).toMatchObject({ itemId: id, step: 0 });
    await sql`update vigie.alerts set step_at = ${new Date(scene.clock.now())}`.execute(db());
    expect(await later(LEASE_MINUTES - 1)).toBe(0);
    expect(await later(1)).toBe(1);
    await scene.told(2);
  });

  it('PRO-03 EVA-02 has an entry of whoever first took its item up, once for each alert', async () => {
    const acknowledged = async () =>
      (await scene.entries('alert.acknowledged')).map(({ actor, subject, body }) => [actor, subject, body]);
    const id = await taken();
    expect(await acknowledged()).toEqual([['pia', id, { step: 0 }]]);
    await scene.desk.claim(PIA, id);
    await scene.desk.release(PIA, id);
    await later(5);
    await scene.told(2);
    expect(await scene.desk.next(PAUL, 'protect')).toMatchObject({ id });
    expect(await acknowledged()).toHaveLength(1);
    await judge(scene, PAUL, await scene.desk.claim(PAUL, id), UNCLEAR);
    await scene.desk.conclude(PAUL, id);
    await scene.comeIn('[protect] one', 'another');
    await scene.told(3);
    expect(await scene.desk.next(PAUL, 'protect')).toMatchObject({ id });
    expect(await acknowledged()).toEqual([
      ['pia', id, { step: 0 }],
      ['paul', id, { step: 0 }],
    ]);
  });

  it('PRO-03 begins anew for items that nobody ended, where a claim had ended it before', async () => {
    await taken();
    for (const statement of [
      'drop trigger items_end_alert on vigie.items',
      'drop function vigie.end_alert()',
      'drop function vigie.start_alert(vigie.items, timestamptz, timestamptz)',
      `create function vigie.acknowledge_alert() returns trigger language plpgsql as $$ begin return null; end $$`,
      `create trigger items_acknowledge_alert after update on vigie.items
        for each row execute function vigie.acknowledge_alert()`,
      `update vigie.alerts set acknowledged_at = now(), acknowledged_by = 'pia'`,
    ])
      await sql.raw(statement).execute(db());
    await MIGRATIONS['20261129-20-alerts-to-the-end']?.up(db());
    await sql`update vigie.alerts set step_at = ${new Date(scene.clock.now())}`.execute(db());
    expect(await readOpenAlerts(db())).toMatchObject([{ itemId: await scene.itemId() }]);
    expect(await later(LEASE_MINUTES)).toBe(1);
    await scene.told(2);
  });
});

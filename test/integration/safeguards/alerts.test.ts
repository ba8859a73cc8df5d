import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { sendAlert, sendAlertRequest } from '../../../queue/jobs/index.ts';
import {
  escalateAlerts,
  readOpenAlerts,
  recordDelivery,
  stopWork,
  takeDelivery,
} from '../../../queue/storage/index.ts';
import { relayOnce } from '../../../queue/transport/index.ts';
import { notificationOf, signatureOf, tell } from '../../../workers/alerts/index.ts';
import { handleSendAlert } from '../../../workers/handlers/alert.ts';
import { ALERTS_START, alertScene, CANARY, MINUTE_MS } from '../../support/alert-scene.ts';
import { COLUMNS } from '../../support/columns.ts';
import { DESK_SECRET } from '../../support/duty-desk.ts';
import { until } from '../../support/until.ts';

describe.each(COLUMNS)('the protection alert, %s column', (name) => {
  const scene = alertScene(name);
  const { db, comeIn, escalate, entries, itemId, begin } = scene;

  const take = (alertId: number) =>
    takeDelivery(db(), {
      alertId,
      step: 0,
      contact: 'first',
      now: new Date(scene.clock.now()),
    });

  it('PRO-03 tells the duty desk of distress within 60 s, by lane, language and link, without a word of the post', async () => {
    const startedAt = Date.now();
    await comeIn(`[protect] ${CANARY}`);
    await until('a mail', () => scene.duty.mails.length > 0);
    expect(Date.now() - startedAt).toBeLessThan(60_000);
    const [mail = ''] = scene.duty.mails;
    expect(mail).toContain(`https://desk.example/items/${await itemId()}`);
    expect(mail).toContain('language: en');
    expect(mail).not.toContain(CANARY);
    await until('the entry', async () => (await entries('alert.sent')).length > 0);
    const [entry] = await entries('alert.sent');
    expect(entry?.body).toEqual({ step: 0, contact: 'first', afterMs: 0, isFirst: true });
    const scored =
      await sql`select from vigie.assessments where lane = 'protect' and score is not null`.execute(db());
    expect(scored.rows).toEqual([]);
  });

  it('PRO-03 EVA-01 has its first message where one got out, after a contact that nobody could reach', async () => {
    const alertId = await begin();
    const facts = await take(alertId);
    if (facts === undefined) throw new Error('expected a sending');
    await recordDelivery(db(), facts, { contact: 'first', now: facts.since, fault: 'ECONNREFUSED' });
    scene.clock.advance(60 * MINUTE_MS);
    expect(await escalate()).toBe(1);
    await until('a call', async () => (await entries('alert.sent')).length === 1);
    expect((await entries('alert.sent'))[0]?.body).toMatchObject({ step: 1, isFirst: true });
  });

  it('PRO-03 tells nobody of what is no matter of protection', async () => {
    await comeIn('[review] one');
    await comeIn('nothing');
    expect(await readOpenAlerts(db())).toEqual([]);
    expect(scene.duty.mails).toEqual([]);
  });

  it('PRO-03 goes to the next contact after five minutes without an answer, signed, once per step', async () => {
    await comeIn(`[protect] ${CANARY}`);
    await until('a mail', async () => (await entries('alert.sent')).length === 1);
    scene.clock.advance(5 * MINUTE_MS - 1000);
    expect(await escalate()).toBe(0);
    scene.clock.advance(1000);
    expect(await escalate()).toBe(1);
    expect(await escalate()).toBe(0);
    await until('a call', async () => (await entries('alert.sent')).length === 2);
    const [call, ...more] = scene.duty.calls;
    expect(more).toEqual([]);
    const timestamp = String(call?.headers['vigie-timestamp']);
    expect(Number(timestamp)).toBe(scene.clock.now() / 1000);
    expect(call?.headers['vigie-signature']).toBe(
      `v1=${signatureOf(DESK_SECRET, timestamp, call?.body ?? '')}`,
    );
    expect(JSON.parse(call?.body ?? '')).toEqual({
      version: 1,
      id: `${await itemId()}-${scene.clock.now()}-1`,
      lane: 'protect',
      language: 'en',
      link: `https://desk.example/items/${await itemId()}`,
      since: new Date(ALERTS_START).toISOString(),
      step: 1,
    });
    expect(JSON.stringify(scene.duty.calls)).not.toContain(CANARY);
    expect((await entries('alert.sent')).map(({ body }) => body.isFirst)).toEqual([true, false]);
    scene.clock.advance(5 * MINUTE_MS);
    expect(await escalate()).toBe(1);
    await until('the first again', () => scene.duty.mails.length === 2);
  });

  it('PRO-03 is sent once, however often its job runs', async () => {
    await comeIn('[protect] one');
    await until('a mail', async () => (await entries('alert.sent')).length === 1);
    const context = scene.context();
    const [alert] = await readOpenAlerts(db());
    const { payload } = sendAlertRequest(alert?.alertId ?? 0, 0);
    await Promise.all([1, 2, 3].map(() => handleSendAlert(context, payload)));
    expect(scene.duty.mails).toHaveLength(1);
  });

  it('PRO-03 tries again when the server is busy, and every attempt is in the log', async () => {
    scene.duty.isBusy = true;
    await comeIn(`[protect] ${CANARY}`);
    await until('a failure', async () => (await entries('alert.failed')).length > 0);
    scene.duty.isBusy = false;
    await until('a mail', () => scene.duty.mails.length === 1);
    const [failure] = await entries('alert.failed');
    expect(failure?.body).toMatchObject({
      step: 0,
      contact: 'first',
      fault: 'EENVELOPE',
    });
  });

  it('PRO-03 is sent a minute later where its sender died with it in hand, and once more where the next one did', async () => {
    const alertId = await begin();
    for (const again of [0, 1]) {
      // Whoever took it is killed here; the queue gives the job to another, who finds it in hand.
      expect(await take(alertId)).toMatchObject({ alertId });
      await relayOnce(db(), scene.column.queue);
      const { id } = sendAlertRequest(alertId, 0, again);
      await until('the job ended', async () => {
        return (await scene.column.queue.presence(sendAlert, [id])).get(id) === 'finished';
      });
      scene.clock.advance(MINUTE_MS - 1);
      await escalateAlerts(db(), new Date(scene.clock.now()), 5 * MINUTE_MS);
      expect(await db().selectFrom('vigie.outbox').selectAll().execute()).toEqual([]);
      scene.clock.advance(1);
      expect(await escalateAlerts(db(), new Date(scene.clock.now()), 5 * MINUTE_MS)).toBe(0);
    }
    expect(scene.duty.mails).toEqual([]);
    await relayOnce(db(), scene.column.queue);
    await until('a mail', async () => (await entries('alert.sent')).length === 1);
    expect(await escalate()).toBe(0);
    scene.clock.advance(MINUTE_MS);
    expect(await escalate()).toBe(0);
    expect(scene.duty.mails).toHaveLength(1);
  });

  it("PRO-03 is sent a minute later where the queue's store was emptied", async () => {
    await begin();
    await db().deleteFrom('vigie.outbox').execute();
    scene.clock.advance(MINUTE_MS);
    await escalate();
    await until('a mail', () => scene.duty.mails.length === 1);
  });

  it('PRO-03 gets no other job while one waits for the relay, or after it was tried as often as it may be', async () => {
    const alertId = await begin();
    const waiting = () => db().selectFrom('vigie.outbox').select('job_id').execute();
    scene.clock.advance(MINUTE_MS);
    await escalateAlerts(db(), new Date(scene.clock.now()), 5 * MINUTE_MS);
    expect(await waiting()).toHaveLength(1);
    await db().deleteFrom('vigie.outbox').execute();
    for (let tried = 1; tried <= sendAlert.attempts; tried += 1) {
      const facts = await take(alertId);
      if (facts === undefined) throw new Error('expected a step to send');
      const end = {
        contact: 'first',
        now: new Date(scene.clock.now()),
        fault: 'EENVELOPE',
      };
      await recordDelivery(db(), facts, end);
      scene.clock.advance(MINUTE_MS / 2);
      await escalateAlerts(db(), new Date(scene.clock.now()), 5 * MINUTE_MS);
      expect(await waiting()).toHaveLength(tried < sendAlert.attempts ? 1 : 0);
      await db().deleteFrom('vigie.outbox').execute();
    }
  });

  it('PRO-03 begins also when a person moves an item into protection', async () => {
    await comeIn('[review] one');
    await sql`update vigie.items set lane = 'protect'`.execute(db());
    await relayOnce(db(), scene.column.queue);
    await until('a mail', () => scene.duty.mails.length === 1);
  });

  it('PRO-03 goes out while collecting and scoring are stopped', async () => {
    await comeIn('[review] one');
    await stopWork(db(), { actor: 'a', now: new Date(), reason: 'test' });
    await sql`update vigie.items set lane = 'protect'`.execute(db());
    await relayOnce(db(), scene.column.queue);
    await until('a mail', () => scene.duty.mails.length === 1);
  });

  it('PRO-03 never dials another place than the one that was named, in another network neither', async () => {
    await comeIn('[protect] one');
    const [alert] = await readOpenAlerts(db());
    if (alert === undefined) throw new Error('expected an alert');
    const notification = notificationOf(alert, scene.duty.settings.deskUrl);
    for (const network of ['public', 'private'] as const) {
      for (const contact of scene.duty.settings.contacts) {
        const moved = {
          ...contact,
          ...(contact.mail && { mail: { ...contact.mail, network } }),
          ...(contact.webhook && { webhook: { ...contact.webhook, network } }),
        };
        await expect(tell(moved, notification, scene.clock.now())).rejects.toThrow(
          `in the ${network} network`,
        );
      }
    }
    expect(scene.duty.calls).toEqual([]);
  });
});

import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sendAlert, sendAlertRequest } from '../../../queue/jobs/index.ts';
import { createDesk } from '../../../queue/review/index.ts';
import { manualClock } from '../../../queue/runtime/clock.ts';
import {
  acknowledgeAlert,
  buryLetter,
  escalateAlerts,
  readOpenAlerts,
  recordDelivery,
  stopWork,
  takeDelivery,
} from '../../../queue/storage/index.ts';
import { type JobWorker, relayOnce } from '../../../queue/transport/index.ts';
import { notificationOf, signatureOf, tell } from '../../../workers/alerts/index.ts';
import { handleSendAlert } from '../../../workers/handlers/alert.ts';
import { stagePosts } from '../../../workers/handlers/stage.ts';
import { COLUMNS, type Column, openColumn } from '../../support/columns.ts';
import { DESK_SECRET, type DutyDesk, openDutyDesk } from '../../support/duty-desk.ts';
import { logEntries } from '../../support/log.ts';
import { actorOf } from '../../support/people.ts';
import { drain, scoreContext } from '../../support/scoring.ts';
import { until } from '../../support/until.ts';
import { testVault } from '../../support/vault.ts';

const START = Date.parse('2026-06-01T12:00:00Z');
const MINUTE_MS = 60_000;
const CANARY = 'zilpzalp';

describe.each(COLUMNS)('the protection alert, %s column', (name) => {
  let column: Column;
  let duty: DutyDesk;
  let worker: JobWorker;
  let clock = manualClock(START);
  const vault = testVault();
  beforeAll(async () => {
    column = await openColumn(name);
  }, 60_000);
  afterAll(() => column.close());
  beforeEach(async () => {
    await column.reset();
    clock = manualClock(START);
    duty = await openDutyDesk();
    const context = { ...scoreContext(column, { clock, vault }), alerts: duty.settings };
    worker = column.queue.work(sendAlert, (job) => handleSendAlert(context, job), {
      concurrency: 2,
      onDead: (dead) => buryLetter(db(), dead, new Date(clock.now())),
    });
  });
  afterEach(async () => {
    await worker.close();
    await duty.close();
  });
  const db = () => column.database.db;

  /** A post comes in, is scored, and the relay runs. */
  async function comeIn(text: string, key = text): Promise<void> {
    const context = scoreContext(column, { clock, vault });
    const post = { key, text, author: `author ${CANARY}`, permalink: `https://board.example/${CANARY}` };
    await stagePosts(context, 'source', [post], 'test');
    await drain(column, context);
    await relayOnce(db(), column.queue);
  }

  async function escalate(): Promise<number> {
    const count = await escalateAlerts(db(), new Date(clock.now()), 5 * MINUTE_MS);
    await relayOnce(db(), column.queue);
    return count;
  }

  async function entries(kind: string): Promise<{ actor: string; body: Record<string, unknown> }[]> {
    return logEntries(db(), sql`e.kind = ${kind}`, vault);
  }

  async function itemId(): Promise<string> {
    return (await db().selectFrom('vigie.items').select('id').executeTakeFirstOrThrow()).id;
  }

  /** An alert begins, and its job still waits for the relay. */
  async function begin(): Promise<number> {
    await comeIn('[review] one');
    await sql`update vigie.items set lane = 'protect'`.execute(db());
    await sql`update vigie.alerts set step_at = ${new Date(clock.now())}`.execute(db());
    return (await readOpenAlerts(db()))[0]?.alertId ?? 0;
  }

  const take = (alertId: number) =>
    takeDelivery(db(), { alertId, step: 0, contact: 'first', now: new Date(clock.now()) });

  it('PRO-03 tells the duty desk of distress within 60 s, by lane, language and link, without a word of the post', async () => {
    const startedAt = Date.now();
    await comeIn(`[protect] ${CANARY}`);
    await until('a mail', () => duty.mails.length > 0);
    expect(Date.now() - startedAt).toBeLessThan(60_000);
    const [mail = ''] = duty.mails;
    expect(mail).toContain(`https://desk.example/items/${await itemId()}`);
    expect(mail).toContain('language: en');
    expect(mail).not.toContain(CANARY);
    await until('the entry', async () => (await entries('alert.sent')).length > 0);
    const [entry] = await entries('alert.sent');
    expect(entry?.body).toEqual({ step: 0, contact: 'first', afterMs: 0 });
    const scored =
      await sql`select from vigie.assessments where lane = 'protect' and score is not null`.execute(db());
    expect(scored.rows).toEqual([]);
  });

  it('PRO-03 tells nobody of what is no matter of protection', async () => {
    await comeIn('[review] one');
    await comeIn('nothing');
    expect(await readOpenAlerts(db())).toEqual([]);
    expect(duty.mails).toEqual([]);
  });

  it('PRO-03 goes to the next contact after five minutes without an answer, signed, once per step', async () => {
    await comeIn(`[protect] ${CANARY}`);
    await until('a mail', async () => (await entries('alert.sent')).length === 1);
    clock.advance(5 * MINUTE_MS - 1000);
    expect(await escalate()).toBe(0);
    clock.advance(1000);
    expect(await escalate()).toBe(1);
    expect(await escalate()).toBe(0);
    await until('a call', async () => (await entries('alert.sent')).length === 2);
    const [call, ...more] = duty.calls;
    expect(more).toEqual([]);
    const timestamp = String(call?.headers['vigie-timestamp']);
    expect(Number(timestamp)).toBe(clock.now() / 1000);
    expect(call?.headers['vigie-signature']).toBe(
      `v1=${signatureOf(DESK_SECRET, timestamp, call?.body ?? '')}`,
    );
    expect(JSON.parse(call?.body ?? '')).toEqual({
      version: 1,
      id: expect.stringMatching(/^\d+-1$/),
      lane: 'protect',
      language: 'en',
      link: `https://desk.example/items/${await itemId()}`,
      since: new Date(START).toISOString(),
      step: 1,
    });
    expect(JSON.stringify(duty.calls)).not.toContain(CANARY);
    clock.advance(5 * MINUTE_MS);
    expect(await escalate()).toBe(1);
    await until('the first again', () => duty.mails.length === 2);
  });

  it('PRO-03 is acknowledged by whoever takes the item, and goes no further', async () => {
    await comeIn('[protect] one');
    await until('a mail', () => duty.mails.length > 0);
    const [alert] = await readOpenAlerts(db());
    await sql`update vigie.items set state = 'claimed', claimed_by = 'protection:one' where id = ${alert?.itemId ?? ''}`.execute(
      db(),
    );
    expect(await readOpenAlerts(db())).toEqual([]);
    clock.advance(60 * MINUTE_MS);
    expect(await escalate()).toBe(0);
  });

  it('PRO-03 is acknowledged by name, once, with an entry', async () => {
    await comeIn('[protect] one');
    const seen = { itemId: await itemId(), actor: 'person:ana', now: new Date(clock.now()) };
    await acknowledgeAlert(db(), seen);
    await expect(acknowledgeAlert(db(), seen)).rejects.toMatchObject({ code: 'item.not-found' });
    expect(await entries('alert.acknowledged')).toMatchObject([{ actor: 'person:ana' }]);
  });

  it('PRO-03 is sent once, however often its job runs', async () => {
    await comeIn('[protect] one');
    await until('a mail', async () => (await entries('alert.sent')).length === 1);
    const context = { ...scoreContext(column, { clock, vault }), alerts: duty.settings };
    const [alert] = await readOpenAlerts(db());
    const { payload } = sendAlertRequest(alert?.alertId ?? 0, 0);
    await Promise.all([1, 2, 3].map(() => handleSendAlert(context, payload)));
    expect(duty.mails).toHaveLength(1);
  });

  it('PRO-03 tries again when the server is busy, and every attempt is in the log', async () => {
    duty.isBusy = true;
    await comeIn(`[protect] ${CANARY}`);
    await until('a failure', async () => (await entries('alert.failed')).length > 0);
    duty.isBusy = false;
    await until('a mail', () => duty.mails.length === 1);
    const [failure] = await entries('alert.failed');
    expect(failure?.body).toMatchObject({ step: 0, contact: 'first', fault: 'EENVELOPE' });
  });

  it('PRO-03 is sent a minute later where its sender died with it in hand, and once more where the next one did', async () => {
    const alertId = await begin();
    for (const again of [0, 1]) {
      // Whoever took it is killed here; the queue gives the job to another, who finds it in hand.
      expect(await take(alertId)).toMatchObject({ alertId });
      await relayOnce(db(), column.queue);
      const { id } = sendAlertRequest(alertId, 0, again);
      await until('the job ended', async () => {
        return (await column.queue.presence(sendAlert as never, [id])).get(id) === 'finished';
      });
      clock.advance(MINUTE_MS - 1);
      await escalateAlerts(db(), new Date(clock.now()), 5 * MINUTE_MS);
      expect(await db().selectFrom('vigie.outbox').selectAll().execute()).toEqual([]);
      clock.advance(1);
      expect(await escalateAlerts(db(), new Date(clock.now()), 5 * MINUTE_MS)).toBe(0);
    }
    expect(duty.mails).toEqual([]);
    await relayOnce(db(), column.queue);
    await until('a mail', async () => (await entries('alert.sent')).length === 1);
    expect(await escalate()).toBe(0);
    clock.advance(MINUTE_MS);
    expect(await escalate()).toBe(0);
    expect(duty.mails).toHaveLength(1);
  });

  it("PRO-03 is sent a minute later where the queue's store was emptied", async () => {
    await begin();
    await db().deleteFrom('vigie.outbox').execute();
    clock.advance(MINUTE_MS);
    await escalate();
    await until('a mail', () => duty.mails.length === 1);
  });

  it('PRO-03 gets no other job while one waits for the relay, or after it was tried as often as it may be', async () => {
    const alertId = await begin();
    const waiting = () => db().selectFrom('vigie.outbox').select('job_id').execute();
    clock.advance(MINUTE_MS);
    await escalateAlerts(db(), new Date(clock.now()), 5 * MINUTE_MS);
    expect(await waiting()).toHaveLength(1);
    await db().deleteFrom('vigie.outbox').execute();
    for (let tried = 1; tried <= sendAlert.attempts; tried += 1) {
      const facts = await take(alertId);
      if (facts === undefined) throw new Error('expected a step to send');
      const end = { contact: 'first', now: new Date(clock.now()), fault: 'EENVELOPE' };
      await recordDelivery(db(), facts, end);
      clock.advance(MINUTE_MS / 2);
      await escalateAlerts(db(), new Date(clock.now()), 5 * MINUTE_MS);
      expect(await waiting()).toHaveLength(tried < sendAlert.attempts ? 1 : 0);
      await db().deleteFrom('vigie.outbox').execute();
    }
  });

  it('PRO-03 begins also when a person moves an item into protection', async () => {
    await comeIn('[review] one');
    await sql`update vigie.items set lane = 'protect'`.execute(db());
    await relayOnce(db(), column.queue);
    await until('a mail', () => duty.mails.length === 1);
  });

  it('PRO-03 goes out while collecting and scoring are stopped', async () => {
    await comeIn('[review] one');
    await stopWork(db(), { actor: 'a', now: new Date(), reason: 'test' });
    await sql`update vigie.items set lane = 'protect'`.execute(db());
    await relayOnce(db(), column.queue);
    await until('a mail', () => duty.mails.length === 1);
  });

  it('PRO-03 never dials another place than the one that was named, in another network neither', async () => {
    await comeIn('[protect] one');
    const [alert] = await readOpenAlerts(db());
    if (alert === undefined) throw new Error('expected an alert');
    const notification = notificationOf(alert, duty.settings.deskUrl);
    for (const network of ['public', 'private'] as const) {
      for (const contact of duty.settings.contacts) {
        const moved = {
          ...contact,
          ...(contact.mail && { mail: { ...contact.mail, network } }),
          ...(contact.webhook && { webhook: { ...contact.webhook, network } }),
        };
        await expect(tell(moved, notification, clock.now())).rejects.toThrow(`in the ${network} network`);
      }
    }
    expect(duty.calls).toEqual([]);
  });

  it('PRO-03 shows at the desk that somebody has it', async () => {
    await comeIn('[protect] one');
    const desk = createDesk({ db: db(), vault, clock });
    await desk.claim(actorOf('pia', ['protection']), await itemId());
    expect(await readOpenAlerts(db())).toEqual([]);
  });
});

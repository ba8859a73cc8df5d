import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { sendAlert } from '../../queue/jobs/index.ts';
import { createDesk, type Desk } from '../../queue/review/index.ts';
import { manualClock } from '../../queue/runtime/clock.ts';
import { buryLetter, escalateAlerts, readOpenAlerts } from '../../queue/storage/index.ts';
import { type JobWorker, relayOnce } from '../../queue/transport/index.ts';
import { handleSendAlert } from '../../workers/handlers/alert.ts';
import { stagePosts } from '../../workers/handlers/stage.ts';
import { type Column, type ColumnName, openColumn } from './columns.ts';
import { type DutyDesk, openDutyDesk } from './duty-desk.ts';
import { logEntries } from './log.ts';
import { drain, scoreContext } from './scoring.ts';
import { until } from './until.ts';
import { testVault } from './vault.ts';

export const MINUTE_MS = 60_000;
/** A word of every post, author and address here, which no message may hold. */
export const CANARY = 'zilpzalp';
export const ALERTS_START = Date.parse('2026-06-01T12:00:00Z');

/** Fresh records before each test of a suite, with a duty desk that a worker tells of people at risk; called within its `describe`. */
export function alertScene(name: ColumnName) {
  const vault = testVault();
  let column: Column;
  let duty: DutyDesk;
  let desk: Desk;
  let worker: JobWorker;
  let clock = manualClock(ALERTS_START);
  const db = () => column.database.db;
  const context = () => ({
    ...scoreContext(column, { clock, vault }),
    alerts: duty.settings,
  });
  beforeAll(async () => {
    column = await openColumn(name);
  }, 60_000);
  afterAll(() => column.close());
  beforeEach(async () => {
    await column.reset();
    clock = manualClock(ALERTS_START);
    duty = await openDutyDesk();
    desk = createDesk({ db: db(), vault, clock });
    const at = context();
    worker = column.queue.work(sendAlert, (job) => handleSendAlert(at, job), {
      concurrency: 2,
      onDead: (dead) => buryLetter(db(), dead, new Date(clock.now())),
    });
  });
  afterEach(async () => {
    await worker.close();
    await duty.close();
  });

  const scene = {
    vault,
    db,
    context,
    get column() {
      return column;
    },
    get duty() {
      return duty;
    },
    get desk() {
      return desk;
    },
    get clock() {
      return clock;
    },

    /** A post comes in, is scored, and the relay runs. */
    async comeIn(text: string, key = text): Promise<void> {
      const post = {
        key,
        text,
        author: `author ${CANARY}`,
        permalink: `https://board.example/${CANARY}`,
      };
      await stagePosts(context(), 'source', [post], 'test');
      await drain(column, context());
      await relayOnce(db(), column.queue);
    },

    async escalate(afterMs = 5 * MINUTE_MS): Promise<number> {
      const count = await escalateAlerts(db(), new Date(clock.now()), afterMs);
      await relayOnce(db(), column.queue);
      return count;
    },

    entries: (kind: string) => logEntries(db(), sql`e.kind = ${kind}`, vault),

    /** As many messages have reached the duty desk, by mail and by call. */
    told: (count: number) =>
      until(`${count} messages`, async () => {
        const sent = (await scene.entries('alert.sent')).length;
        return sent >= count && duty.mails.length + duty.calls.length === count;
      }),

    async itemId(): Promise<string> {
      return (await db().selectFrom('vigie.items').select('id').executeTakeFirstOrThrow()).id;
    },

    /** An alert begins, and its job still waits for the relay. */
    async begin(): Promise<number> {
      await scene.comeIn('[review] one');
      await sql`update vigie.items set lane = 'protect'`.execute(db());
      await sql`update vigie.alerts set step_at = ${new Date(clock.now())}`.execute(db());
      return (await readOpenAlerts(db()))[0]?.alertId ?? 0;
    },
  };
  return scene;
}

import { type KyselyPlugin, sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import { createDesk } from '../../../queue/review/index.ts';
import { handleExpireTexts } from '../../../workers/handlers/expire.ts';
import { COLUMNS } from '../../support/columns.ts';
import { deskScene } from '../../support/desk-scene.ts';
import { judge, NEWS, take } from '../../support/judgments.ts';
import { logEntries } from '../../support/log.ts';
import { actorOf } from '../../support/people.ts';

const ANA = actorOf('ana', ['reviewer']);
const BEN = actorOf('ben', ['reviewer']);
const CLEO = actorOf('cleo', ['reviewer']);
const HOUR_MS = 3_600_000;

describe.each(COLUMNS)('reviewer care, %s', (name) => {
  const scene = deskScene(name);
  const { clock } = scene;
  beforeEach(() => scene.arrive(2, (n) => `[review] ${n}`));

  const midnight = () => new Date(clock.now() + 12 * HOUR_MS);
  const expire = () =>
    handleExpireTexts(scene.context, { version: 1, dueAt: new Date(clock.now()).toISOString() });

  it('WEL-04 skips a post without a word: today it comes to others, tomorrow to the same person again', async () => {
    const skipped = await take(scene, ANA);
    await scene.desk.release(ANA, skipped.id);
    const other = await take(scene, ANA);
    expect(other.id).not.toBe(skipped.id);
    await scene.desk.release(ANA, other.id);
    expect(await scene.desk.next(ANA, 'review')).toBeNull();
    expect(await scene.desk.next(BEN, 'review')).not.toBeNull();
    clock.advance(21 * HOUR_MS);
    expect(await scene.desk.next(ANA, 'review')).not.toBeNull();
  });

  it('WEL-04 keeps no skip once it is over, and no date or count of any', async () => {
    await scene.desk.release(ANA, (await take(scene, ANA)).id);
    const columns = await sql<{ name: string }>`
      select column_name as name from information_schema.columns
      where table_schema = 'vigie' and table_name = 'skips' order by ordinal_position
    `.execute(scene.context.db);
    expect(columns.rows.map((row) => row.name)).toEqual(['account_id', 'item_id', 'until']);
    clock.advance(21 * HOUR_MS);
    await expire();
    const { rows } = await sql`select 1 from vigie.skips`.execute(scene.context.db);
    expect(rows).toEqual([]);
  });

  it('WEL-05 stops for today: what was held goes back, nothing comes until the day is over', async () => {
    const held = await take(scene, ANA);
    const until = midnight();
    await scene.desk.stop(ANA, until);
    expect(await scene.desk.next(ANA, 'review')).toBeNull();
    expect(await scene.desk.rest(ANA)).toEqual({ why: 'stopped', until: until.getTime() });
    expect((await scene.desk.view(BEN, held.id)).leaseUntil).toBeNull();
    expect(await scene.desk.next(BEN, 'review')).not.toBeNull();
    clock.advance(12 * HOUR_MS);
    expect(await scene.desk.rest(ANA)).toBeNull();
    expect(await scene.desk.next(ANA, 'review')).not.toBeNull();
  });

  it('WEL-05 stops for today also whom a role was taken from meanwhile', async () => {
    const held = await take(scene, ANA);
    await scene.desk.stop({ ...ANA, roles: ['analyst'] }, midnight());
    expect((await scene.desk.view(BEN, held.id)).leaseUntil).toBeNull();
    expect(await scene.desk.rest(ANA)).toMatchObject({ why: 'stopped' });
  });

  // The embedded default has one session: nothing happens between two statements of a transaction.
  it.skipIf(name !== 'production')(
    'WEL-05 leaves what went back in another window, and to somebody else, in that moment',
    async () => {
      await take(scene, CLEO);
      const held = await take(scene, ANA);
      let isMoved = false;
      const movesWhatIsHeld: KyselyPlugin = {
        transformQuery: ({ node }) => node,
        async transformResult({ result }) {
          if (!isMoved && result.rows[0]?.['id'] === held.id) {
            isMoved = true;
            await scene.desk.release(ANA, held.id);
            expect((await take(scene, BEN)).id).toBe(held.id);
          }
          return result;
        },
      };
      const { db, vault } = scene.context;
      await createDesk({ db: db.withPlugin(movesWhatIsHeld), vault, clock }).stop(ANA, midnight());
      expect(isMoved).toBe(true);
      expect((await scene.desk.view(BEN, held.id)).leaseUntil).not.toBeNull();
      expect(await scene.desk.rest(ANA)).toMatchObject({ why: 'stopped' });
    },
  );

  it('WEL-05 lets the person themselves go on, and logs both without a reason', async () => {
    await scene.desk.stop(ANA, midnight());
    await scene.desk.goOn(ANA);
    await scene.desk.goOn(ANA);
    expect(await judge(scene, ANA, await take(scene, ANA), NEWS)).not.toBeNull();
    const { db, vault } = scene.context;
    const entries = await logEntries(db, sql`e.kind like 'care.%'`, vault);
    expect(entries.map(({ kind, body }) => [kind, Object.keys(body)])).toEqual([
      ['care.stopped', []],
      ['care.resumed', []],
    ]);
  });

  it('takes no end that is past or beyond the day', async () => {
    for (const ms of [0, -1, 31 * HOUR_MS])
      await expect(scene.desk.stop(ANA, new Date(clock.now() + ms))).rejects.toMatchObject({
        code: 'input.invalid',
      });
    await expect(scene.desk.stop(ANA, new Date(Number.NaN))).rejects.toMatchObject({ code: 'input.invalid' });
  });
});

import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { UNDO_MINUTES } from '../../../queue/review/index.ts';
import { manualClock } from '../../../queue/runtime/clock.ts';
import { MIGRATIONS } from '../../../queue/storage/migrations/index.ts';
import { handleExpireTexts } from '../../../workers/handlers/expire.ts';
import { stagePosts } from '../../../workers/handlers/stage.ts';
import { COLUMNS } from '../../support/columns.ts';
import { deskScene } from '../../support/desk-scene.ts';
import { judge, NEWS, PROTECT, UNCLEAR } from '../../support/judgments.ts';
import { actorOf } from '../../support/people.ts';
import { drain } from '../../support/scoring.ts';

const PIA = actorOf('pia', ['protection']);
const PAUL = actorOf('paul', ['protection']);
const CALL = '[protect] help us, the boat is sinking';
const DONE = 'coast guard told, case 4711, called back at 14:10';
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

describe.each(COLUMNS)('an item that protection judges more than once, %s', (name) => {
  const scene = deskScene(name);
  const { clock } = scene;
  const db = () => scene.context.db;
  let calls = 0;

  /** Somebody calls for help, always in the same words. */
  async function call(context = scene.context): Promise<void> {
    calls += 1;
    await stagePosts(context, 'source', [{ key: `call ${calls}`, text: CALL }], 'test');
    await drain(scene.column, context);
  }

  const callAsOf = (at: Date) => call({ ...scene.context, clock: manualClock(at.getTime()) });

  async function take(actor: typeof PIA) {
    const item = await scene.desk.next(actor, 'protect');
    if (item === null) throw new Error(`expected an item for ${actor.id}`);
    return item;
  }

  /** What is open, which call it shows, and how many people at risk are told of. */
  async function waiting() {
    const { rows } = await sql<{ state: string; shows: Date; alerts: number }>`
      select i.state, m.joined_at as shows, (
        select count(*)::int from vigie.alerts where acknowledged_at is null
      ) as alerts from vigie.items i join vigie.item_members m on m.post_id = i.post_id
    `.execute(db());
    return rows;
  }

  const expire = () =>
    handleExpireTexts(scene.context, { version: 1, dueAt: new Date(clock.now()).toISOString() });

  /** The classes of the texts that are there, in the order in which they came. */
  async function texts(): Promise<string[]> {
    const { rows } = await sql<{ class: string }>`
      select s.class from vigie.sealed_posts s join vigie.item_members m using (post_id) order by m.joined_at
    `.execute(db());
    return rows.map((row) => row.class);
  }

  const decisions = async () =>
    (
      await sql`select actor, stage, outcome, undone_at is not null as undone from vigie.decisions order by id`.execute(
        db(),
      )
    ).rows;

  it('HUM-03 PRO-07 a call in words that the same person had judged can be taken back, and the one before stands', async () => {
    await call();
    const first = await take(PIA);
    await judge(scene, PIA, first, PROTECT);
    await scene.desk.conclude(PIA, first.id);
    clock.advance(DAY_MS);
    await call();
    const slip = await judge(scene, PIA, await take(PIA), NEWS);
    expect(slip).toMatchObject({ id: first.id, steps: ['revise', 'conclude', 'undo'] });
    const again = await scene.desk.undo(PIA, first.id);
    expect(await decisions()).toEqual([
      { actor: 'pia', stage: 'first', outcome: 'protect', undone: false },
      { actor: 'pia', stage: 'first', outcome: 'not_offer', undone: true },
    ]);
    // One change of each judgment, no more.
    expect(await judge(scene, PIA, again, PROTECT)).toMatchObject({ steps: ['conclude'] });
    expect(await decisions()).toContainEqual(expect.objectContaining({ stage: 'after_reveal' }));
  });

  it('HUM-03 a judgment of who had left one before, and got the item back, can be taken back', async () => {
    await call();
    const first = await take(PIA);
    await judge(scene, PIA, first, UNCLEAR);
    clock.advance(UNDO_MINUTES * MINUTE_MS);
    await scene.desk.claim(PAUL, first.id);
    await scene.desk.release(PAUL, first.id);
    const slip = await judge(scene, PIA, await scene.desk.claim(PIA, first.id), NEWS);
    expect(slip?.steps).toEqual(['revise', 'conclude', 'undo']);
    await scene.desk.undo(PIA, first.id);
    expect(await decisions()).toEqual([
      { actor: 'pia', stage: 'first', outcome: 'unresolved', undone: false },
      { actor: 'pia', stage: 'after_reveal', outcome: 'not_offer', undone: true },
    ]);
  });

  it('PRO-03 PRO-07 waits with a call that came after a judgment which was taken back', async () => {
    await call();
    const first = await take(PIA);
    await judge(scene, PIA, first, NEWS);
    clock.advance(MINUTE_MS);
    const shows = new Date(clock.now());
    await call();
    await judge(scene, PIA, await scene.desk.undo(PIA, first.id), NEWS);
    expect(await scene.desk.conclude(PIA, first.id)).toMatchObject({ state: 'waiting' });
    expect(await waiting()).toEqual([{ state: 'waiting', shows, alerts: 1 }]);
    await judge(scene, PIA, await take(PIA), NEWS);
    expect(await scene.desk.conclude(PIA, first.id)).toMatchObject({ state: 'outcome' });
  });

  it('PRO-03 PRO-07 waits with a call that came after a judgment with which somebody else went on', async () => {
    await call();
    await judge(scene, PIA, await take(PIA), NEWS);
    clock.advance((UNDO_MINUTES - 1) * MINUTE_MS);
    const shows = new Date(clock.now());
    await call();
    clock.advance(MINUTE_MS);
    const taken = await take(PAUL);
    await judge(scene, PAUL, taken, NEWS);
    expect(await scene.desk.conclude(PAUL, taken.id)).toMatchObject({ state: 'waiting' });
    expect(await waiting()).toEqual([{ state: 'waiting', shows, alerts: 1 }]);
  });

  it.each([
    ['before it ended', false],
    ['when it had ended', true],
  ])(
    'PRO-03 PRO-07 is not passed over by a call whose scoring had begun before the judgment, %s',
    async (_, isEnded) => {
      await call();
      const first = await take(PIA);
      const began = new Date(clock.now());
      await judge(scene, PIA, first, NEWS);
      if (isEnded) await scene.desk.conclude(PIA, first.id);
      // Scoring took its time before it waited for the item.
      await callAsOf(began);
      if (!isEnded) await scene.desk.conclude(PIA, first.id);
      expect(await waiting()).toMatchObject([{ state: 'waiting', alerts: 1 }]);
      expect(await judge(scene, PIA, await take(PIA), PROTECT)).toMatchObject({
        memberCount: 2,
        steps: ['revise', 'conclude', 'undo'],
      });
      expect(await scene.desk.conclude(PIA, first.id)).toMatchObject({ state: 'outcome' });
    },
  );

  it.each([
    ['at once', 0],
    ['a day later', DAY_MS],
  ])(
    'RET-05 keeps the text of an earlier call no longer, where the next one comes %s',
    async (_, laterMs) => {
      await call();
      const first = await take(PIA);
      await judge(scene, PIA, first, NEWS);
      await scene.desk.conclude(PIA, first.id);
      if (laterMs > 0) await expire();
      clock.advance(laterMs);
      await call();
      await expire();
      expect(await texts()).toEqual(['not_offer', 'undecided']);
      clock.advance(2 * DAY_MS - laterMs);
      await expire();
      expect(await texts()).toEqual(['undecided']);
      expect((await take(PIA)).text).toBe(CALL);
    },
  );

  it('RET-05 keeps the text that was judged when the next call came no longer, and that one for its full time', async () => {
    await call();
    const first = await take(PIA);
    await judge(scene, PIA, first, NEWS);
    clock.advance(MINUTE_MS);
    await call();
    await scene.desk.conclude(PIA, first.id);
    await expire();
    expect(await texts()).toEqual(['not_offer', 'undecided']);
    clock.advance(2 * DAY_MS);
    await expire();
    expect(await texts()).toEqual(['undecided']);
    expect((await take(PIA)).text).toBe(CALL);
  });

  it('PRO-07 tells who judges the next call what was done for the one before, while that one is kept', async () => {
    await call();
    const first = await take(PIA);
    await judge(scene, PIA, first, { ...PROTECT, note: DONE });
    clock.advance(MINUTE_MS);
    await call();
    expect(await scene.desk.conclude(PIA, first.id)).toMatchObject({ state: 'waiting', isAnotherCall: true });
    const next = await take(PAUL);
    expect(next).toMatchObject({ isAnotherCall: true, reveal: null });
    const judged = await judge(scene, PAUL, next, UNCLEAR);
    expect(judged?.reveal?.decisions.map(({ actor, note }) => [actor, note])).toEqual([
      ['pia', DONE],
      ['paul', undefined],
    ]);
    expect(await scene.desk.conclude(PAUL, next.id)).not.toHaveProperty('isAnotherCall');
    await expire();
    await sql`
      update vigie.sealed_posts s set erase_at = class_from from vigie.items i where i.post_id <> s.post_id
    `.execute(db());
    await expire();
    expect(await texts()).toHaveLength(1);
    const { rows } = await sql`select count(sealed_note)::int as notes from vigie.decisions`.execute(db());
    expect(rows).toEqual([{ notes: 0 }]);
    const later = await scene.desk.view(PAUL, next.id);
    expect(later.reveal?.decisions.map(({ actor, note }) => [actor, note])).toEqual([
      ['pia', undefined],
      ['paul', undefined],
    ]);
  });

  it.each([
    ['nobody at risk', NEWS],
    ['unresolved', UNCLEAR],
  ])(
    'PRO-07 keeps a call of somebody at risk, and what was done for it, when the text of a later one that ended as %s is gone',
    async (_, later) => {
      await call();
      const first = await take(PIA);
      await judge(scene, PIA, first, { ...PROTECT, note: DONE });
      await scene.desk.conclude(PIA, first.id);
      await expire();
      const readKept = () =>
        sql`
        select s.class, s.erase_at, d.sealed_note is not null as has_note from vigie.item_members m
          join vigie.sealed_posts s using (post_id) join vigie.decisions d on d.sealed_for = m.post_id and d.actor = 'pia'
      `.execute(db());
      const { rows: kept } = await readKept();
      expect(kept).toMatchObject([{ class: 'protect', has_note: true }]);
      clock.advance(DAY_MS);
      await call();
      const next = await take(PAUL);
      await judge(scene, PAUL, next, later);
      await scene.desk.conclude(PAUL, next.id);
      await expire();
      await sql`
        update vigie.sealed_posts s set erase_at = class_from from vigie.items i where i.post_id = s.post_id
      `.execute(db());
      await expire();
      // Once more: the item shows the earlier call by now.
      await expire();
      expect((await readKept()).rows).toEqual(kept);
    },
  );

  it('PRO-07 knows of notes from before this was kept which post they are about', async () => {
    await call();
    const first = await take(PIA);
    await judge(scene, PIA, first, { ...PROTECT, note: DONE });
    for (const table of ['decisions', 'control_decisions'])
      await sql`alter table vigie.${sql.id(table)} drop column sealed_for`.execute(db());
    await MIGRATIONS['20261129-97-notes-sealed-for']?.up(db());
    clock.advance(MINUTE_MS);
    await call();
    await scene.desk.conclude(PIA, first.id);
    const judged = await judge(scene, PAUL, await take(PAUL), UNCLEAR);
    expect(judged?.reveal?.decisions[0]).toMatchObject({ actor: 'pia', note: DONE });
  });
});

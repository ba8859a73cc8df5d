import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { UNDO_MINUTES } from '../../../queue/review/index.ts';
import { stagePosts } from '../../../workers/handlers/stage.ts';
import { COLUMNS } from '../../support/columns.ts';
import { deskScene } from '../../support/desk-scene.ts';
import { judge, NEWS, PROTECT, UNCLEAR } from '../../support/judgments.ts';
import { actorOf } from '../../support/people.ts';
import { drain } from '../../support/scoring.ts';

const PIA = actorOf('pia', ['protection']);
const PAUL = actorOf('paul', ['protection']);
const CALL = '[protect] help us, the boat is sinking';
const MINUTE_MS = 60_000;

describe.each(COLUMNS)('an item that protection judges more than once, %s', (name) => {
  const scene = deskScene(name);
  const { clock } = scene;
  const db = () => scene.context.db;
  let calls = 0;

  /** Somebody calls for help, always in the same words. */
  async function call(): Promise<void> {
    calls += 1;
    await stagePosts(scene.context, 'source', [{ key: `call ${calls}`, text: CALL }], 'test');
    await drain(scene.column, scene.context);
  }

  async function take(actor: typeof PIA) {
    const item = await scene.desk.next(actor, 'protect');
    if (item === null) throw new Error(`expected an item for ${actor.id}`);
    return item;
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
    clock.advance(24 * 60 * MINUTE_MS);
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
});

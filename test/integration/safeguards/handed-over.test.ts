import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { handleExpireTexts } from '../../../workers/handlers/expire.ts';
import { COLUMNS } from '../../support/columns.ts';
import { deskScene } from '../../support/desk-scene.ts';
import { judge, makeOffer, NEWS, PROTECT, reviewFirst, take, UNCLEAR } from '../../support/judgments.ts';
import { actorOf } from '../../support/people.ts';

const ANA = actorOf('ana', ['reviewer']);
const EVE = actorOf('eve', ['adjudicator']);
const PIA = actorOf('pia', ['protection']);
const DAY_MS = 86_400_000;
/** What the tests' policy keeps an undecided text for. */
const FLAGGED_DAYS = 90;

describe.each(COLUMNS)('the text of an item that is handed over to protection, %s', (name) => {
  const scene = deskScene(name);
  const { clock } = scene;

  const expire = () =>
    handleExpireTexts(scene.context, { version: 1, dueAt: new Date(clock.now()).toISOString() });

  async function countTexts(): Promise<number> {
    await expire();
    const { rows } = await sql<{ n: number }>`select count(*) as n from vigie.sealed_posts`.execute(
      scene.context.db,
    );
    return rows[0]?.n ?? -1;
  }

  /** A post as it stands on the day before an undecided text of its age is due. */
  async function concluded(how: 'offer' | 'not_offer' | 'unresolved'): Promise<string> {
    await scene.arrive(1, () => '[review] one');
    clock.advance((FLAGGED_DAYS - 1) * DAY_MS);
    if (how === 'offer') return makeOffer(scene);
    return reviewFirst(scene, ANA, how === 'not_offer' ? NEWS : UNCLEAR);
  }

  it.each(['offer', 'not_offer', 'unresolved'] as const)(
    'PRO-02 RET-03 is there for its full time, however long ago it was flagged: %s',
    async (how) => {
      const id = await concluded(how);
      await expire();
      clock.advance(1.5 * DAY_MS);
      await scene.desk.protect(EVE, id, 'distress');
      expect(await countTexts()).toBe(1);
      clock.advance(FLAGGED_DAYS * DAY_MS - 1000);
      expect(await countTexts()).toBe(1);
      const [item] = await scene.desk.list(PIA, { lane: 'protect', show: 'open', limit: 1 });
      expect((await scene.desk.view(PIA, item?.id ?? '')).text).toContain('one');
      clock.advance(1000);
      expect(await countTexts()).toBe(0);
    },
  );

  it('RET-03 is there for its full time where nobody had decided', async () => {
    await scene.arrive(1, () => '[review] one');
    clock.advance((FLAGGED_DAYS - 1) * DAY_MS);
    await judge(scene, ANA, await take(scene, ANA), PROTECT);
    clock.advance(DAY_MS);
    expect(await countTexts()).toBe(1);
  });

  it('RET-03 is not kept for longer by a judgment of protection that is taken back', async () => {
    await scene.arrive(1, () => '[protect] one');
    clock.advance((FLAGGED_DAYS - 1) * DAY_MS);
    const [item] = await scene.desk.list(PIA, { lane: 'protect', show: 'open', limit: 1 });
    const claimed = await scene.desk.claim(PIA, item?.id ?? '');
    await judge(scene, PIA, claimed, NEWS);
    await scene.desk.conclude(PIA, claimed.id);
    await expire();
    await scene.desk.undo(PIA, claimed.id);
    clock.advance(DAY_MS);
    expect(await countTexts()).toBe(0);
  });

  it('ends with what the authorisation of its source allows', async () => {
    const id = await concluded('offer');
    await sql`update vigie.sealed_posts set keep_until = ${new Date(clock.now() + 2 * DAY_MS)}`.execute(
      scene.context.db,
    );
    await scene.desk.protect(EVE, id, 'distress');
    expect(await countTexts()).toBe(1);
    clock.advance(2 * DAY_MS);
    expect(await countTexts()).toBe(0);
  });
});

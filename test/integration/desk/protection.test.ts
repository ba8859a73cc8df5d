import { type KyselyPlugin, sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { createDesk, UNDO_MINUTES } from '../../../queue/review/index.ts';
import {
  classifyTexts,
  eraseDue,
  type FlaggedPost,
  openItems,
  readLanes,
} from '../../../queue/storage/index.ts';
import { handleExpireTexts } from '../../../workers/handlers/expire.ts';
import { COLUMNS } from '../../support/columns.ts';
import { deskScene } from '../../support/desk-scene.ts';
import { flaggedPost } from '../../support/flagged-post.ts';
import { judge, makeOffer, NEWS, PROTECT, reviewFirst, take, UNCLEAR } from '../../support/judgments.ts';
import { actorOf } from '../../support/people.ts';

const ANA = actorOf('ana', ['reviewer']);
const EVE = actorOf('eve', ['adjudicator']);
const PIA = actorOf('pia', ['protection']);
const PAUL = actorOf('paul', ['protection']);
const DAY_MS = 86_400_000;

describe.each(COLUMNS)('what went to protection, %s', (name) => {
  const scene = deskScene(name);
  const { clock } = scene;
  const db = () => scene.context.db;

  async function expireAfter(days: number): Promise<void> {
    clock.advance(days * DAY_MS);
    await handleExpireTexts(scene.context, { version: 1, dueAt: new Date(clock.now()).toISOString() });
  }

  /** A copy of the only item's text comes in, flagged for this lane. */
  async function copyComes(lane: FlaggedPost['lane']) {
    const { content_token } = await db().selectFrom('vigie.items').selectAll().executeTakeFirstOrThrow();
    const { id } = await db().selectFrom('vigie.posts').select('id').executeTakeFirstOrThrow();
    const copy = flaggedPost({ postId: id, lane, contentToken: content_token });
    return db()
      .transaction()
      .execute((tx) => openItems(tx, [copy], new Date(clock.now()), 'feed'));
  }

  const countAlerts = async () =>
    (await sql<{ n: number }>`select count(*)::int as n from vigie.alerts`.execute(db())).rows[0]?.n;

  it('PRO-02 PRO-09 stays there when its text ran out unjudged and a copy is flagged for review', async () => {
    await scene.arrive(1, () => '[protect] one');
    await sql`update vigie.alerts set acknowledged_at = now(), acknowledged_by = 'pia'`.execute(db());
    await expireAfter(91);
    expect(await readLanes(db())).toMatchObject({ protect: { open: 0 }, review: { open: 0 } });
    expect((await copyComes('review')).reopened).toHaveLength(1);
    expect(await readLanes(db())).toMatchObject({
      protect: { open: 1, entered: new Date(clock.now()).toISOString() },
      review: { open: 0 },
    });
    expect(await countAlerts()).toBe(2);
  });

  it('PRO-02 comes back to no other lane, which the records refuse', async () => {
    await scene.arrive(1, () => '[protect] one');
    const back = sql`update vigie.items set lane = 'review'`.execute(db());
    await expect(back).rejects.toMatchObject({ code: 'VG006' });
  });

  it('PRO-02 keeps its text also where its days were over, and the run that erases had begun', async () => {
    await scene.arrive(1, () => '[review] one');
    const id = await reviewFirst(scene, ANA, NEWS);
    clock.advance(4 * DAY_MS);
    const now = new Date(clock.now());
    await classifyTexts(db(), scene.context.policy.retention, now, 100);
    await scene.desk.protect(EVE, id, 'distress');
    const erased = await db()
      .transaction()
      .execute((tx) => eraseDue(tx, now, 100));
    expect(erased.texts).toBe(0);
    await expireAfter(30);
    expect((await scene.desk.claim(PIA, id)).text).toContain('one');
  });

  it('HUM-03 is taken back by who judged it there, also where reviewers had judged it before', async () => {
    await scene.arrive(1, () => '[review] one');
    const item = await take(scene, ANA);
    await judge(scene, ANA, item, PROTECT);
    await judge(scene, PIA, await scene.desk.claim(PIA, item.id), UNCLEAR);
    const undone = await scene.desk.undo(PIA, item.id);
    expect(undone).toMatchObject({ lane: 'protect', state: 'claimed', outcome: null });
    // What the reviewer said stays as it was said.
    const { rows } = await sql`
      select actor, undone_at is not null as "isUndone" from vigie.decisions order by id`.execute(db());
    expect(rows).toEqual([
      { actor: 'ana', isUndone: false },
      { actor: 'pia', isUndone: true },
    ]);
  });

  it('PRO-07 goes on with somebody else where its first judge left it, and keeps what that one said', async () => {
    await scene.arrive(1, () => '[protect] one');
    const first = await scene.desk.next(PIA, 'protect');
    const id = first?.id ?? '';
    await judge(scene, PIA, first ?? { id, claim: null }, UNCLEAR);
    expect(await scene.desk.next(PAUL, 'protect')).toBeNull();
    await expect(scene.desk.claim(PAUL, id)).rejects.toMatchObject({ code: 'item.conflict' });
    clock.advance(UNDO_MINUTES * 60_000);
    expect(await scene.desk.view(PAUL, id)).toMatchObject({
      state: 'revealed',
      steps: ['claim'],
      reveal: null,
    });
    const taken = await scene.desk.next(PAUL, 'protect');
    expect(taken).toMatchObject({ id, state: 'claimed', isMine: true, reveal: null });
    await expect(scene.desk.conclude(PIA, id)).rejects.toMatchObject({ code: 'item.conflict' });
    await judge(scene, PAUL, taken ?? { id, claim: null }, PROTECT);
    expect(await scene.desk.conclude(PAUL, id)).toMatchObject({ state: 'outcome', outcome: 'protect' });
    const { reveal } = await scene.desk.view(PAUL, id);
    expect(reveal?.decisions.map(({ actor, outcome, stage }) => [actor, outcome, stage])).toEqual([
      ['pia', 'unresolved', 'first'],
      ['paul', 'protect', 'first'],
    ]);
  });

  it('PRO-07 waits again where who went on puts it back, and is claimed by its id, by its first judge too', async () => {
    await scene.arrive(1, () => '[protect] one');
    const first = await scene.desk.next(PIA, 'protect');
    const id = first?.id ?? '';
    await judge(scene, PIA, first ?? { id, claim: null }, UNCLEAR);
    clock.advance(UNDO_MINUTES * 60_000);
    await scene.desk.claim(PAUL, id);
    await scene.desk.release(PAUL, id);
    expect(await scene.desk.view(PIA, id)).toMatchObject({ state: 'waiting', steps: ['claim'] });
    await judge(scene, PIA, await scene.desk.claim(PIA, id), PROTECT);
    expect(await scene.desk.conclude(PIA, id)).toMatchObject({ outcome: 'protect' });
  });

  it('is nothing that has no text: protection could neither judge it nor end it', async () => {
    await scene.arrive(1, () => '[review] one');
    const id = await makeOffer(scene);
    await expireAfter(0);
    await expireAfter(181);
    await expect(scene.desk.protect(EVE, id, 'distress')).rejects.toMatchObject({
      code: 'item.conflict',
      message: expect.stringContaining('found it erased, and protection could read nothing'),
    });
    expect(await readLanes(db())).toMatchObject({ protect: { open: 0 } });
    expect(await db().selectFrom('vigie.items').select(['lane', 'outcome']).execute()).toEqual([
      { lane: 'review', outcome: 'offer' },
    ]);
  });

  // The embedded default has one session: nothing happens between two statements of a transaction.
  it.skipIf(name !== 'production')(
    'is passed over by whoever drew it in the moment before, and is given the next',
    async () => {
      await scene.arrive(2, (nth) => `[review] post ${nth}`);
      let moved: string | undefined;
      const movesWhatIsDrawn: KyselyPlugin = {
        transformQuery: ({ node }) => node,
        async transformResult({ result }) {
          const row = result.rows[0];
          if (moved === undefined && row?.['state'] === 'waiting' && typeof row['id'] === 'string') {
            moved = row['id'];
            await scene.desk.protect(EVE, moved, 'distress');
          }
          return result;
        },
      };
      const desk = createDesk({
        db: db().withPlugin(movesWhatIsDrawn),
        vault: scene.context.vault,
        clock,
      });
      const given = await desk.next(ANA, 'review');
      expect(moved).toBeDefined();
      expect(given?.id).toMatch(/^[0-9a-f]{24}$/);
      expect(given?.id).not.toBe(moved);
    },
  );
});

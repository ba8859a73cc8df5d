import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { openItems, readLanes } from '../../../queue/storage/index.ts';
import { MIGRATIONS } from '../../../queue/storage/migrations/index.ts';
import { COLUMNS } from '../../support/columns.ts';
import { deskScene } from '../../support/desk-scene.ts';
import { flaggedPost } from '../../support/flagged-post.ts';
import { judge, NEWS, PROTECT, take } from '../../support/judgments.ts';
import { actorOf } from '../../support/people.ts';

const ANA = actorOf('ana', ['reviewer']);
const PIA = actorOf('pia', ['protection']);
const MINUTE = 60_000;

describe.each(COLUMNS)('when an item came into its lane, %s', (name) => {
  const scene = deskScene(name);
  const { clock } = scene;

  const at = () => new Date(clock.now()).toISOString();
  const protect = async () => (await readLanes(scene.context.db)).protect;

  it('is when it was handed over, however long ago it was opened', async () => {
    await scene.arrive(2, (nth) => (nth === 0 ? '[review]' : '[protect]'));
    const opened = at();
    expect(await protect()).toMatchObject({ open: 1, entered: opened });
    clock.advance(MINUTE);
    await judge(scene, ANA, await take(scene, ANA), PROTECT);
    expect(await protect()).toMatchObject({ open: 2, entered: at() });
    expect((await readLanes(scene.context.db)).review).toMatchObject({ open: 0, entered: null });
  });

  it('stays when an item is concluded, and when that is undone', async () => {
    await scene.arrive(1, () => '[protect]');
    const entered = at();
    const [item] = await scene.desk.list(PIA, { lane: 'protect', show: 'open', limit: 1 });
    clock.advance(MINUTE);
    const claimed = await scene.desk.claim(PIA, item?.id ?? '');
    await judge(scene, PIA, claimed, NEWS);
    await scene.desk.conclude(PIA, claimed.id);
    expect(await protect()).toMatchObject({ open: 0, entered });
    clock.advance(MINUTE);
    await scene.desk.undo(PIA, claimed.id);
    expect(await protect()).toMatchObject({ open: 1, entered });
  });

  it.each(['open', 'erased', 'concluded'])(
    'is when a copy was found to be of a person at risk, for an item that was %s',
    async (kind) => {
      const { db } = scene.context;
      await scene.arrive(1, () => '[review]');
      if (kind === 'erased') await sql`update vigie.items set state = 'erased'`.execute(db);
      if (kind === 'concluded') {
        const item = await judge(scene, ANA, await take(scene, ANA), NEWS);
        await scene.desk.conclude(ANA, item?.id ?? '');
      }
      clock.advance(MINUTE);
      const { content_token } = await db.selectFrom('vigie.items').selectAll().executeTakeFirstOrThrow();
      const copy = flaggedPost({ postId: 'copy', lane: 'protect', contentToken: content_token });
      await db.transaction().execute((tx) => openItems(tx, [copy], new Date(clock.now()), 'feed'));
      expect(await protect()).toMatchObject({ open: 1, entered: at() });
    },
  );

  it('is taken to be when it was opened for items that were there before this was kept', async () => {
    const { db } = scene.context;
    await scene.arrive(1, () => '[protect]');
    await sql`drop view vigie.desk_items`.execute(db);
    for (const table of ['items', 'control_items'])
      await sql`alter table vigie.${sql.id(table)} drop column entered_at`.execute(db);
    await sql`create view vigie.desk_items as select id from vigie.items`.execute(db);
    await MIGRATIONS['20261128-60-entered-at']?.up(db);
    expect(await protect()).toMatchObject({ open: 1, entered: at() });
  });
});

import { describe, expect, it } from 'vitest';
import type { Judgment } from '../../../queue/contracts/index.ts';
import { readLanes, readOpenAlerts } from '../../../queue/storage/index.ts';
import { handleExpireTexts } from '../../../workers/handlers/expire.ts';
import { alertScene, MINUTE_MS } from '../../support/alert-scene.ts';
import { COLUMNS } from '../../support/columns.ts';
import { judge, NEWS, PROTECT, UNCLEAR } from '../../support/judgments.ts';
import { actorOf } from '../../support/people.ts';

const PIA = actorOf('pia', ['protection']);
const DAY_MS = 86_400_000;
const CALL = '[protect] help us, the boat is sinking';

describe.each(COLUMNS)('a call for help in words that came before, %s', (name) => {
  const scene = alertScene(name);
  const { db } = scene;
  const protect = async () => (await readLanes(db())).protect;

  async function judgeFirst(id: string, judgment: Judgment): Promise<void> {
    await judge(scene, PIA, await scene.desk.claim(PIA, id), judgment);
  }

  async function end(text: string, judgment: Judgment): Promise<string> {
    await scene.comeIn(text, 'first');
    const id = await scene.itemId();
    if (text.startsWith('[review]')) await scene.desk.protect(actorOf('ana', ['reviewer']), id, 'distress');
    else await scene.told(1);
    await judgeFirst(id, judgment);
    await scene.desk.conclude(PIA, id);
    return id;
  }

  it.each([
    ['protect', PROTECT],
    ['unresolved', UNCLEAR],
    ['not_offer', NEWS],
  ])(
    'PRO-03 PRO-07 is told and waits, where protection had ended the one before as %s',
    async (_, judgment) => {
      const id = await end(CALL, judgment);
      expect(await protect()).toMatchObject({ open: 0 });
      scene.clock.advance(60 * DAY_MS);
      const at = new Date(scene.clock.now()).toISOString();
      await scene.comeIn(CALL, 'second');
      await scene.told(2);
      expect(await protect()).toMatchObject({ open: 1, entered: at });
      expect(await readOpenAlerts(db())).toMatchObject([{ itemId: id }]);
      const [opened] = (await scene.entries('item.opened')).filter(({ body }) => body.again === true);
      expect(opened?.subject).toBe(id);
      expect(await scene.desk.view(PIA, id)).toMatchObject({
        text: CALL,
        memberCount: 2,
        steps: ['claim'],
      });
      await judgeFirst(id, PROTECT);
      await scene.desk.conclude(PIA, id);
      expect(await protect()).toMatchObject({ open: 0 });
      expect(await readOpenAlerts(db())).toEqual([]);
    },
  );

  it('PRO-07 shows the post of now, also where the one before was erased long ago', async () => {
    const id = await end(CALL, PROTECT);
    scene.clock.advance(400 * DAY_MS);
    for (const dueAt of [scene.clock.now(), scene.clock.now() + 400 * DAY_MS])
      await handleExpireTexts(scene.context(), {
        version: 1,
        dueAt: new Date(dueAt).toISOString(),
      });
    await scene.comeIn(CALL, 'second');
    expect(await scene.desk.view(PIA, id)).toMatchObject({
      text: CALL,
      steps: ['claim'],
      isErased: false,
    });
  });

  it('PRO-07 waits where a person had taken the words for a call for help, and rules do not', async () => {
    await end('[review] we are forty and the water comes in', PROTECT);
    await scene.comeIn('[review] we are forty and the water comes in', 'second');
    expect(await readLanes(db())).toMatchObject({
      protect: { open: 1 },
      review: { open: 0 },
    });
  });

  it('stays ended where a person had read the words as nothing, and rules flag them for review', async () => {
    await end('[review] a film about the sea', NEWS);
    await scene.comeIn('[review] a film about the sea', 'second');
    expect(await readLanes(db())).toMatchObject({
      protect: { open: 0 },
      review: { open: 0 },
    });
    expect(await readOpenAlerts(db())).toEqual([]);
  });

  it('PRO-03 opens no second item and begins no second alert while one waits', async () => {
    await scene.comeIn(CALL, 'first');
    await scene.comeIn(CALL, 'second');
    expect(await protect()).toMatchObject({ open: 1 });
    expect(await readOpenAlerts(db())).toHaveLength(1);
  });

  it('PRO-03 PRO-07 that came after the judgment is told of as soon as the item is ended', async () => {
    await scene.comeIn(CALL, 'first');
    await scene.told(1);
    const id = await scene.itemId();
    await judgeFirst(id, PROTECT);
    scene.clock.advance(MINUTE_MS);
    await scene.comeIn(CALL, 'second');
    scene.clock.advance(MINUTE_MS);
    expect(await scene.desk.conclude(PIA, id)).toMatchObject({
      state: 'waiting',
      steps: ['claim'],
    });
    await scene.escalate();
    await scene.told(2);
    await judgeFirst(id, PROTECT);
    expect(await scene.desk.conclude(PIA, id)).toMatchObject({
      state: 'outcome',
    });
    expect(await readOpenAlerts(db())).toEqual([]);
  });
});

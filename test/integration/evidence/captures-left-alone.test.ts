import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import { manualClock } from '../../../queue/runtime/clock.ts';
import { readDueLooks } from '../../../queue/storage/index.ts';
import { toProtection } from '../../../queue/storage/items.ts';
import { handleLookAgain } from '../../../workers/evidence/look-again.ts';
import { stagePosts } from '../../../workers/handlers/stage.ts';
import { useCaptures } from '../../support/capture-suite.ts';
import { pageWith } from '../../support/captured-board.ts';
import { COLUMNS } from '../../support/columns.ts';
import { drain } from '../../support/scoring.ts';

const TEXT = '[review] seats on an invented boat, ask @invented_name or +00 555 010 0199';
const HOUR_MS = 3_600_000;

describe.each(COLUMNS)('pages that are left alone, %s', (name) => {
  const clock = manualClock(Date.now());
  const here = useCaptures(name, clock);
  beforeEach(() => here.board.show('one', pageWith(TEXT)));

  const post = () => ({ key: 'one', text: TEXT, permalink: here.board.addressOf('one') });
  const now = () => new Date(clock.now());
  async function protect(): Promise<void> {
    await here.scene.context.db.updateTable('vigie.items').set(toProtection(now())).execute();
  }
  /** As the desk ends an item. */
  async function conclude(outcome: 'offer' | 'not_offer' | 'unresolved'): Promise<void> {
    await sql`
      with judged as (
        insert into vigie.decisions (item_id, stage, outcome, reason, actor, decided_at)
        select id, 'second', ${outcome}, 'other_topic', 'somebody', ${now()} from vigie.items returning id, item_id
      )
      update vigie.items i set outcome = ${outcome}, state = 'outcome', judged_by = 'somebody', judged_at = ${now()},
        concluding_decision = j.id, second_decision = j.id from judged j where j.item_id = i.id
    `.execute(here.scene.context.db);
  }

  it.each([
    ['once somebody may be at risk', protect],
    ['once it was found to be no offer', () => conclude('not_offer')],
    ['once nobody could tell', () => conclude('unresolved')],
  ])('PRO-02 are not looked at again %s', async (_, end) => {
    await here.scene.arrive([post()]);
    const [captured] = await here.scene.captures();
    expect(captured).toMatchObject({ state: 'captured' });
    const asked = here.board.web.asked.length;
    await end();
    clock.advance(25 * HOUR_MS);
    expect(await readDueLooks(here.scene.context.db, now(), 10)).toEqual([]);
    // One that was named before asks nobody either.
    const look = handleLookAgain(here.scene.context, { version: 1, captureId: captured?.id ?? '' });
    await expect(look).rejects.toMatchObject({ code: 'capture.not-due' });
    expect(here.board.web.asked).toHaveLength(asked);
    expect(await here.scene.entriesOf('capture.%')).toEqual(['capture.stored']);
  });

  it('of an offer are looked at again as those that wait for a judgment are', async () => {
    await here.scene.arrive([post()]);
    await conclude('offer');
    clock.advance(25 * HOUR_MS);
    const [due] = await readDueLooks(here.scene.context.db, now(), 10);
    await handleLookAgain(here.scene.context, { version: 1, captureId: due?.id ?? '' });
    expect(await here.scene.entriesOf('capture.%')).toEqual(['capture.stored', 'capture.seen']);
  });

  it('PRO-02 leave nothing of a look in the log when the item goes to protection during it', async () => {
    await here.scene.arrive([post()]);
    clock.advance(25 * HOUR_MS);
    const [due] = await readDueLooks(here.scene.context.db, now(), 10);
    here.board.web.on('/post/one', (_, response) => void protect().then(() => response.writeHead(410).end()));
    await handleLookAgain(here.scene.context, { version: 1, captureId: due?.id ?? '' });
    expect(await here.scene.entriesOf('capture.%')).toEqual(['capture.stored']);
  });

  it('PRO-02 are no capture when the item goes to protection while its page is on the way', async () => {
    here.board.web.on('/post/one', (_, response) => {
      const html = { 'content-type': 'text/html; charset=utf-8' };
      void protect().then(() => response.writeHead(200, html).end(pageWith(TEXT)));
    });
    await here.scene.arrive([post()]);
    expect((await here.scene.captures())[0]).toMatchObject({ state: 'wanted', objects: [] });
    const asked = here.board.web.asked.length;
    expect(await here.scene.capture()).toBe(1);
    expect((await here.scene.captures())[0]).toMatchObject({ state: 'failed', reason: 'protected' });
    expect(here.board.web.asked).toHaveLength(asked);
    expect(await here.scene.entriesOf('c%')).toEqual(['capture.failed']);
  });

  it('are not captured once they were found to be no offer, and are once that is taken back', async () => {
    await stagePosts(here.scene.context, 'board', [post()], 'test');
    await drain(here.column, here.scene.context);
    const [wanted] = await here.scene.due();
    await conclude('not_offer');
    expect(await here.scene.due()).toEqual([]);
    // The queue forgets the job: one of its name is what captures it later.
    await expect(here.scene.captureOne(wanted ?? '')).rejects.toMatchObject({ code: 'capture.not-due' });
    expect(here.board.web.asked).toEqual([]);
    await here.scene.context.db.updateTable('vigie.items').set({ state: 'waiting', outcome: null }).execute();
    await here.scene.capture();
    expect((await here.scene.captures())[0]).toMatchObject({ state: 'captured', attempts: 1 });
  });
});

import { describe, expect, it } from 'vitest';
import { createApp } from '../../../dashboard/app.ts';
import { COLUMNS } from '../../support/columns.ts';
import { deskScene } from '../../support/desk-scene.ts';
import { judge, NEWS, OFFER, reviewFirst, take } from '../../support/judgments.ts';
import { actorOf } from '../../support/people.ts';
import { post } from '../../unit/dashboard/support/call.ts';
import { demoContext, signedIn } from '../../unit/dashboard/support/demo-context.ts';

const ANA = actorOf('ana', ['reviewer']);
const BEN = actorOf('ben', ['reviewer', 'analyst']);
const KIM = actorOf('kim', ['analyst']);
const WAITS = '[review] one';

describe.each(COLUMNS)('texts that are tried by who judges, %s', (name) => {
  const scene = deskScene(name);
  const arrives = () => scene.arrive(1, () => WAITS);
  /** How both answers end, which are of the same text. */
  const tryText = async (actor: typeof BEN, text: string) => {
    const { desk, clock } = scene;
    const app = createApp(demoContext({ desk, clock, person: signedIn(actor.id, actor.roles) }));
    const answers = await Promise.all(
      ['/api/try', '/api/try/packs'].map((path) => post(app, path, { text })),
    );
    const said = await Promise.all(
      answers.map(async (answer) => [answer.status, (await answer.json()).code ?? null]),
    );
    expect(said[0]).toEqual(said[1]);
    return said[0];
  };
  const REFUSED = [422, 'item.too-early'];
  const TRIED = [200, null];

  it('HUM-02 tells a reviewer nothing of a post that they have to judge, whatever they alter of it', async () => {
    await arrives();
    expect(await tryText(BEN, 'another text')).toEqual(TRIED);
    const { id, claim } = await take(scene, BEN);
    expect(await tryText(BEN, `${WAITS} and a word`)).toEqual(REFUSED);
    // The claim runs out, and may be taken up again.
    scene.clock.advance(3_600_000);
    expect(await tryText(BEN, `${WAITS} and a word`)).toEqual(REFUSED);
    expect(claim).not.toBeNull();
    await judge(scene, BEN, await scene.desk.claim(BEN, id), NEWS);
    expect(await tryText(BEN, WAITS)).toEqual(TRIED);
  });

  it('HUM-06 nor of one that waits for them, also for a second review', async () => {
    await arrives();
    expect(await tryText(BEN, ` ${WAITS}\n`)).toEqual(REFUSED);
    await reviewFirst(scene, ANA, OFFER);
    expect(await tryText(BEN, WAITS)).toEqual(REFUSED);
    const { id } = await take(scene, BEN);
    await scene.desk.release(BEN, id);
    expect(await tryText(BEN, 'another text')).toEqual(TRIED);
    expect(await tryText(BEN, WAITS)).toEqual(REFUSED);
    expect(await tryText(KIM, WAITS)).toEqual(TRIED);
  });

  it('HUM-06 nor of one that is closed and may come back, for as long as it may', async () => {
    await arrives();
    const item = await reviewFirst(scene, ANA, NEWS);
    expect((await scene.desk.view(ANA, item)).outcome).toBe('not_offer');
    expect(await tryText(BEN, WAITS)).toEqual(REFUSED);
    scene.clock.advance(11 * 60_000);
    expect(await tryText(BEN, WAITS)).toEqual(TRIED);
  });
});

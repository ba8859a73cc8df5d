import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import { sequence, verifyLog } from '../../../queue/log/index.ts';
import {
  createDesk,
  createQuestions,
  type ItemContent,
  type Questions,
} from '../../../queue/review/index.ts';
import { eraseItem, readLanes } from '../../../queue/storage/index.ts';
import { stagePosts } from '../../../workers/handlers/stage.ts';
import { COLUMNS } from '../../support/columns.ts';
import { knownPost, plantAlways } from '../../support/controls.ts';
import { deskScene } from '../../support/desk-scene.ts';
import { judge, NEWS, OFFER, reviewFirst, take } from '../../support/judgments.ts';
import { logEntries } from '../../support/log.ts';
import { actorOf, trainings } from '../../support/people.ts';
import { drain, posts, scoreContext } from '../../support/scoring.ts';

const ANA = actorOf('ana', ['reviewer']);
const BEN = actorOf('ben', ['reviewer']);
const CEM = actorOf('cem', ['reviewer']);
const EVE = actorOf('eve', ['adjudicator']);
const PIA = actorOf('pia', ['protection']);
const WORD = { kind: 'word', words: 'zilpzalp' } as const;
const EXPLAINED = { answer: 'explained', words: 'a small bird, no code' } as const;

describe.each(COLUMNS)('asking a colleague, %s', (name) => {
  const scene = deskScene(name);
  let questions: Questions;
  beforeEach(async () => {
    const { db, vault, clock } = scene.context;
    questions = createQuestions({ db, vault, clock });
    await scene.employ(ANA, BEN, CEM, EVE, PIA);
    await scene.arrive(1, () => '[review] one');
  });

  /** A post that ANA holds, with a question on it that waits. */
  async function asked(): Promise<{ item: ItemContent; id: number }> {
    const item = await take(scene, ANA);
    await questions.ask(ANA, item.id, WORD);
    const [question] = await questions.waiting(BEN);
    return { item, id: question?.id ?? -1 };
  }

  const entries = async () => {
    const { db, vault } = scene.context;
    const all = await logEntries(db, sql`true`, vault);
    return all.filter((entry) => JSON.stringify(entry).includes('question'));
  };

  it('brings a question to colleagues who read the language, and the answer back to who asked', async () => {
    const { item, id } = await asked();
    expect(await questions.waiting(actorOf('ana', ['reviewer']))).toEqual([]);
    const readsOther = { ...CEM, certificates: trainings(['fr']) };
    expect(await questions.waiting(readsOther)).toEqual([]);
    expect(await questions.waiting(PIA)).toEqual([]);
    const read = await questions.read(BEN, id);
    expect(read).toEqual({
      id,
      kind: 'word',
      language: 'en',
      askedAt: new Date(scene.clock.now()).toISOString(),
      isMine: true,
      words: 'zilpzalp',
      itemId: item.id,
      text: '[review] one',
    });
    await questions.answer(BEN, id, EXPLAINED);
    const [own] = (await scene.desk.view(ANA, item.id)).questions ?? [];
    expect(own).toMatchObject({ id, kind: 'word', words: 'zilpzalp', isRead: true });
    expect(own?.answer).toMatchObject({ answer: 'explained', words: 'a small bird, no code' });
    expect((await readLanes(scene.context.db)).review).toMatchObject({
      questions: 0,
      answered: new Date(scene.clock.now()).toISOString(),
    });
  });

  it('HUM-06 gives the post to no colleague who was asked: not as second reviewer, not after it came back', async () => {
    const { item, id } = await asked();
    await questions.read(BEN, id);
    await judge(scene, ANA, item, OFFER);
    await scene.desk.conclude(ANA, item.id);
    expect(await scene.desk.next(BEN, 'review')).toBeNull();
    expect((await scene.desk.view(BEN, item.id)).steps).toEqual(['protect']);
    expect((await take(scene, CEM)).id).toBe(item.id);
  });

  it('HUM-06 gives it to them as first reviewer no more than as second', async () => {
    const { item, id } = await asked();
    await questions.read(BEN, id);
    await scene.desk.release(ANA, item.id);
    expect(await scene.desk.next(BEN, 'review')).toBeNull();
    await expect(scene.desk.claim(BEN, item.id)).rejects.toMatchObject({ code: 'item.conflict' });
    expect(await scene.desk.next(CEM, 'review')).not.toBeNull();
  });

  it('HUM-06 asks nobody without whom nobody is left for the second judgment', async () => {
    const { id } = await asked();
    await sql`update vigie.accounts set state = 'disabled' where id = 'cem'`.execute(scene.context.db);
    expect(await questions.waiting(BEN)).toEqual([]);
    await expect(questions.read(BEN, id)).rejects.toMatchObject({ code: 'item.conflict' });
    // The one adjudicator is needed should two reviewers differ.
    expect(await questions.waiting(EVE)).toEqual([]);
    const [held] = await scene.desk.list(ANA, { lane: 'review', show: 'open', limit: 10 });
    // Nothing of the post has changed, so it is no conflict: to look again would be no help.
    await expect(questions.ask(ANA, held?.id ?? '', WORD)).rejects.toMatchObject({
      code: 'question.nobody',
      message: expect.stringContaining('expected a colleague who reads en'),
    });
  });

  it('HUM-06 tells the second reviewer nothing of what the first asked', async () => {
    const { item, id } = await asked();
    await questions.read(BEN, id);
    await questions.answer(BEN, id, EXPLAINED);
    await judge(scene, ANA, item, OFFER);
    await scene.desk.conclude(ANA, item.id);
    const second = await take(scene, CEM);
    expect(second.questions).toBeUndefined();
    expect(JSON.stringify(second)).not.toMatch(/zilpzalp|bird|question/);
  });

  it('HUM-02 shows a colleague neither score nor judgment, and the second reviewer may ask, too', async () => {
    const id = await reviewFirst(scene, ANA, OFFER);
    await scene.employ(actorOf('dan', ['reviewer']), actorOf('fay', ['adjudicator']));
    await take(scene, BEN);
    await questions.ask(BEN, id, { kind: 'place', words: 'the old port' });
    expect(await questions.waiting(ANA)).toEqual([]);
    const [waiting] = await questions.waiting(CEM);
    const read = await questions.read(CEM, waiting?.id ?? -1);
    expect(JSON.stringify(read)).not.toMatch(/score|weight|ana|ben|second|offer|names a way/);
    await expect(questions.answer(CEM, read.id, EXPLAINED)).rejects.toThrow(/one of yes, no, unsure/);
    await questions.answer(CEM, read.id, { answer: 'no' });
    await expect(questions.answer(CEM, read.id, { answer: 'yes' })).rejects.toMatchObject({
      code: 'item.conflict',
    });
  });

  it('takes a question from the holder before the judgment alone, three times at most, and of the list', async () => {
    const { item } = await asked();
    await expect(questions.ask(BEN, item.id, WORD)).rejects.toMatchObject({ code: 'item.conflict' });
    await expect(questions.ask(ANA, item.id, { kind: 'place' })).rejects.toThrow(/word, place, sign/);
    await expect(
      questions.ask(ANA, item.id, { kind: 'is-it-an-offer', words: 'x' } as never),
    ).rejects.toThrow();
    await questions.ask(ANA, item.id, WORD);
    await questions.ask(ANA, item.id, { kind: 'language' });
    await expect(questions.ask(ANA, item.id, WORD)).rejects.toThrow(/at most 3 questions/);
    await judge(scene, ANA, item, NEWS);
    await expect(questions.ask(ANA, item.id, WORD)).rejects.toMatchObject({ code: 'item.conflict' });
    expect(await questions.waiting(BEN)).toEqual([]);
  });

  it('lets one colleague read a question, who may hand over a person at risk, and to whom alone it then is', async () => {
    const { item, id } = await asked();
    await questions.read(BEN, id);
    await questions.read(BEN, id);
    expect((await questions.waiting(BEN)).map(({ isMine }) => isMine)).toEqual([true]);
    expect(await questions.waiting(CEM)).toEqual([]);
    await expect(questions.read(CEM, id)).rejects.toMatchObject({ code: 'item.conflict' });
    await scene.desk.protect(BEN, item.id, 'minor_alone');
    await expect(questions.read(BEN, id)).rejects.toMatchObject({ code: 'item.not-found' });
    await expect(questions.read(BEN, id + 1)).rejects.toMatchObject({ code: 'item.not-found' });
  });

  it('writes an entry for each step, without words, and forgets the words with the post', async () => {
    const { item, id } = await asked();
    await questions.read(BEN, id);
    await questions.answer(BEN, id, EXPLAINED);
    await questions.read(BEN, id);
    const written = await entries();
    expect(written.map(({ kind, actor }) => [kind, actor])).toEqual([
      ['item.question-asked', 'ana'],
      ['item.question-read', 'ben'],
      ['item.question-answered', 'ben'],
      ['item.question-read', 'ben'],
    ]);
    expect(JSON.stringify(written)).not.toMatch(/zilpzalp|bird/);
    await sequence(scene.context.db, scene.context.vault);
    expect(await verifyLog(scene.context.db, scene.context.vault)).toMatchObject({ fault: null });
    await scene.context.db.transaction().execute((tx) => eraseItem(tx, item.id));
    const { rows } = await sql`select sealed_words, sealed_answer from vigie.item_questions`.execute(
      scene.context.db,
    );
    expect(rows).toEqual([{ sealed_words: null, sealed_answer: null }]);
  });

  it('HUM-09 asks about a control item as about any other, and shows its post to no colleague again', async () => {
    const { column, clock } = scene;
    await column.reset();
    await scene.employ(ANA, BEN, CEM, EVE);
    const known = [knownPost('k')];
    const vault = scene.context.vault;
    const context = scoreContext(column, { clock, vault, controls: plantAlways(known, vault) });
    const desk = createDesk({ db: context.db, vault, clock });
    const arrive = async (key: string) => {
      await stagePosts(context, 'source', [{ ...posts(1)[0], key, text: `[review] ${key}` }], 'test');
      await drain(column, context);
    };
    await arrive('first');
    const control = await drawnControl();
    await questions.ask(ANA, control.id, WORD);
    const [waiting] = await questions.waiting(BEN);
    await questions.read(BEN, waiting?.id ?? -1);
    expect((await entries()).map(({ kind }) => kind)).toEqual(['control.step', 'control.step']);
    await judge({ desk, clock }, ANA, control, OFFER);
    await desk.conclude(ANA, control.id);
    await arrive('second');
    const ids = [];
    for (let item = await desk.next(BEN, 'review'); item !== null; item = await desk.next(BEN, 'review')) {
      ids.push(item.id);
      await desk.release(BEN, item.id);
    }
    const { rows } = await sql<{ id: string }>`select id from vigie.control_items`.execute(context.db);
    expect(rows).toHaveLength(2);
    expect(ids.filter((id) => rows.some((row) => row.id === id))).toEqual([]);
    expect(ids.length).toBeGreaterThan(0);

    /** The control item, drawn by ANA; whatever else comes first goes back. */
    async function drawnControl(): Promise<ItemContent> {
      for (;;) {
        const item = await take({ desk, clock }, ANA);
        const { rows: own } = await sql`select 1 from vigie.control_items where id = ${item.id}`.execute(
          context.db,
        );
        if (own.length > 0) return item;
        await desk.release(ANA, item.id);
      }
    }
  });
});

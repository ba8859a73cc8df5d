import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import { sequence, verifyLog } from '../../../queue/log/index.ts';
import { LEASE_MINUTES, UNDO_MINUTES } from '../../../queue/review/index.ts';
import { readLanes } from '../../../queue/storage/index.ts';
import { stagePosts } from '../../../workers/handlers/stage.ts';
import { COLUMNS } from '../../support/columns.ts';
import { deskScene } from '../../support/desk-scene.ts';
import { draw, judge, NEWS, OFFER, PROTECT, reviewFirst, take } from '../../support/judgments.ts';
import { actorOf, trainings } from '../../support/people.ts';
import { drain } from '../../support/scoring.ts';

const ANA = actorOf('ana', ['reviewer']);
const BEN = actorOf('ben', ['reviewer']);
const PIA = actorOf('pia', ['protection']);

describe.each(COLUMNS)('desk, %s', (name) => {
  const scene = deskScene(name);
  const { clock } = scene;
  beforeEach(() => scene.arrive(6, (at) => (at < 4 ? `[review] ${at}` : `[protect] ${at}`)));

  const itemIds = async () => {
    const { rows } = await sql<{ id: string }>`
      select id from vigie.items where lane = 'review' order by opened_at, id
    `.execute(scene.context.db);
    return rows.map(({ id }) => id);
  };

  const kinds = async (id: string) => {
    const { rows } = await sql<{
      kind: string;
    }>`select kind from vigie.log_entries where subject = ${id} order by entry_id`.execute(scene.context.db);
    return rows.map((row) => row.kind);
  };

  it('HUM-02 shows the post and nothing of its score before the first judgment', async () => {
    const item = await take(scene, ANA);
    expect(item.text).toMatch(/^\[review\] \d$/);
    expect(item).toMatchObject({ reveal: null, judgments: null });
    expect(JSON.stringify(item)).not.toMatch(/score|weight|en\.provider/);
  });

  it('logs that a post is translated before its text leaves, and tells no more than the two languages', async () => {
    const { id, language, text } = await take(scene, ANA);
    expect(await scene.desk.readForTranslation(ANA, id, 'fr')).toEqual({ text, language });
    expect((await kinds(id)).at(-1)).toBe('item.translated');
    await expect(scene.desk.readForTranslation(PIA, id, 'fr')).rejects.toMatchObject({
      code: 'item.not-found',
    });
  });

  it('MIN-08 keeps what a post says apart from what people and rules make of it', async () => {
    const judged = await judge(scene, ANA, await take(scene, ANA), NEWS);
    const { reveal, ...facts } = judged ?? { reveal: null };
    expect(facts).toMatchObject({ text: expect.stringMatching(/^\[review\]/) });
    expect(JSON.stringify(facts)).not.toMatch(/a note with post text|news_or_research|en\.provider/);
    expect(reveal?.decisions).toEqual([expect.objectContaining({ ...NEWS, actor: 'ana', stage: 'first' })]);
    expect(Object.keys(reveal ?? {}).sort()).toEqual(['assessment', 'decisions']);
    const { rows } = await sql<{ place: string }>`
      select table_name || '.' || column_name as place from information_schema.columns
      where table_schema = 'vigie' and table_name in ('posts', 'sealed_posts', 'sealed_batches')
        and column_name ~ 'outcome|reason|note|score|lane|decision|assessment|category'
    `.execute(scene.context.db);
    expect(rows).toEqual([]);
  });

  it('shows the thread of a post, and never which post it answers or who wrote it', async () => {
    const thread = { title: 'a thread', replyTo: 'https://social.example.org/@zilpzalp/1' };
    const post = { key: 'with-thread', text: '[review] with thread', author: 'zilpzalp', thread };
    await stagePosts(scene.context, 'source', [post], 'test');
    await drain(scene.column, scene.context);
    const seen = await Promise.all((await itemIds()).map((id) => scene.desk.view(ANA, id)));
    const shown = seen.find((item) => item.text === post.text);
    expect(shown?.thread).toEqual({ title: 'a thread', isAnswer: true });
    expect(JSON.stringify(shown)).not.toContain('zilpzalp');
    expect(seen.filter((item) => item.thread === undefined)).toHaveLength(4);
  });

  it('HUM-03 reveals after judging, keeps both judgments, and takes one revision that says why', async () => {
    const item = await take(scene, ANA);
    const { id } = item;
    expect((await judge(scene, ANA, item, OFFER))?.reveal?.assessment.score).toBe(12);
    await expect(scene.desk.revise(ANA, id, { outcome: 'not_offer', reason: 'seeker' })).rejects.toThrow(
      /why the judgment/,
    );
    const revised = await scene.desk.revise(ANA, id, NEWS);
    expect(revised).toMatchObject({ state: 'outcome', outcome: 'not_offer' });
    expect(revised?.reveal?.decisions.map((one) => [one.stage, one.outcome])).toEqual([
      ['first', 'offer'],
      ['revision', 'not_offer'],
    ]);
    expect(revised?.reveal?.decisions[1]?.note).toBe('a note with post text');
    await expect(scene.desk.revise(ANA, id, OFFER)).rejects.toMatchObject({ code: 'item.conflict' });
    await expect(scene.desk.undo(ANA, id)).rejects.toMatchObject({ code: 'item.conflict' });
    expect(await kinds(id)).toEqual([
      'item.opened',
      'item.claimed',
      'item.judged',
      'item.revealed',
      'item.revised',
      'item.concluded',
    ]);
  });

  it('HUM-05 records elements, cited parts and a sealed note, and refuses parts beyond the post', async () => {
    const item = await take(scene, ANA);
    const beyond = { ...OFFER, spans: [{ start: 0, end: 500 }] };
    await expect(judge(scene, ANA, item, beyond)).rejects.toThrow(/within the post's 10 UTF-16 units/);
    const judged = await judge(scene, ANA, item, OFFER);
    expect(judged?.reveal?.decisions[0]).toMatchObject({ elements: OFFER.elements, spans: OFFER.spans });
    const { rows } = await sql<{ row: unknown }>`select to_jsonb(d) as row from vigie.decisions d`.execute(
      scene.context.db,
    );
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(Buffer.from('names a way').toString('hex'));
    expect(JSON.stringify(rows)).not.toContain('names a way');
  });

  it('HUM-08 takes no judgment before the post can have been read, and records how long it was', async () => {
    const item = await take(scene, ANA);
    expect(item.waitMs).toBe(2050);
    const leaseMs = item.leaseMs ?? 0;
    expect(clock.now() + leaseMs).toBe(Date.parse(item.leaseUntil ?? ''));
    clock.advance(2000);
    expect(await scene.desk.view(ANA, item.id)).toMatchObject({ leaseMs: leaseMs - 2000 });
    await expect(scene.desk.judge(ANA, item.id, NEWS, item.claim ?? 0)).rejects.toMatchObject({
      code: 'item.too-early',
      details: { waitMs: 50 },
    });
    clock.advance(50);
    // A renewed claim does not start the reading anew.
    await scene.desk.claim(ANA, item.id);
    const judged = await scene.desk.judge(ANA, item.id, NEWS, item.claim ?? 0);
    expect(judged?.reveal?.decisions[0]?.dwellMs).toBe(2050);
  });

  it('shows the reveal to nobody else before the item is closed', async () => {
    const item = await take(scene, ANA);
    await judge(scene, ANA, item, NEWS);
    expect((await scene.desk.view(BEN, item.id)).reveal).toBeNull();
    await scene.desk.conclude(ANA, item.id);
    clock.advance(UNDO_MINUTES * 60_000 + 1);
    expect((await scene.desk.view(BEN, item.id)).reveal).not.toBeNull();
  });

  it('HUM-06 shows no explanation to others while the judgment of a closed item may be taken back', async () => {
    const item = await take(scene, ANA);
    await judge(scene, ANA, item, NEWS);
    await scene.desk.conclude(ANA, item.id);
    expect((await scene.desk.view(BEN, item.id)).reveal).toBeNull();
    expect((await scene.desk.view(ANA, item.id)).reveal).not.toBeNull();
  });

  it('HUM-06 tells others nothing of how an item was closed while that may be taken back', async () => {
    const eve = actorOf('eve', ['adjudicator']);
    const open = (await take(scene, ANA)).id;
    const before = await scene.desk.view(BEN, open);
    await scene.desk.release(ANA, open);
    const id = await reviewFirst(scene, actorOf('cem', ['reviewer']), NEWS, open);
    const shown = await scene.desk.view(BEN, id);
    expect(shown).toEqual({ ...before, state: 'waiting', leaseUntil: null });
    const closed = async (who: typeof BEN) =>
      (await scene.desk.closed(who, { lane: 'review', limit: 200 })).items.map((item) => item.id);
    expect([await closed(BEN), await closed(eve), await closed(actorOf('cem', ['reviewer']))]).toEqual([
      [],
      [],
      [id],
    ]);
    clock.advance(UNDO_MINUTES * 60_000 + 1);
    expect(await closed(BEN)).toEqual([id]);
    expect(await scene.desk.view(BEN, id)).toMatchObject({ state: 'outcome', outcome: 'not_offer' });
  });

  it('HUM-10 gives one item to one of many that ask at once', async () => {
    const taken = await Promise.all(
      ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((id) =>
        scene.desk.next(actorOf(id, ['reviewer']), 'review'),
      ),
    );
    const ids = taken.flatMap((item) => item?.id ?? []);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toHaveLength(4);
  });

  it('hands a claim on when its lease has run out, and refuses the late judgment by its token', async () => {
    const item = await take(scene, ANA);
    await expect(scene.desk.claim(BEN, item.id)).rejects.toMatchObject({ code: 'item.conflict' });
    clock.advance(LEASE_MINUTES * 60_000);
    await draw(scene, BEN, item.id);
    await expect(judge(scene, ANA, item, OFFER)).rejects.toMatchObject({ code: 'item.conflict' });
    await scene.desk.release(BEN, item.id);
    await draw(scene, ANA, item.id);
    await expect(judge(scene, ANA, item, OFFER)).rejects.toThrow(
      /claim in force, number \d+, found number \d+: the post was claimed anew/,
    );
  });

  it('HUM-10 lets nobody choose what they review: an item is claimed by its id by who was given it', async () => {
    const ids = await itemIds();
    expect(await scene.desk.list(ANA, { lane: 'review', show: 'open', limit: 200 })).toEqual([]);
    for (const id of ids)
      await expect(scene.desk.claim(ANA, id)).rejects.toMatchObject({
        code: 'item.conflict',
        details: { allowed: ['protect'] },
      });
    const item = await take(scene, ANA);
    const open = await scene.desk.list(ANA, { lane: 'review', show: 'open', limit: 200 });
    expect(open.map(({ id }) => id)).toEqual([item.id]);
    expect(await scene.desk.list(BEN, { lane: 'review', show: 'open', limit: 200 })).toEqual([]);
    await expect(scene.desk.claim(BEN, item.id)).rejects.toMatchObject({ code: 'item.conflict' });
    // What one was given is taken up again, also after its lease, until somebody else is given it.
    clock.advance(LEASE_MINUTES * 60_000);
    await expect(scene.desk.claim(BEN, item.id)).rejects.toMatchObject({ code: 'item.conflict' });
    expect((await scene.desk.view(ANA, item.id)).steps).toContain('claim');
    await scene.desk.claim(ANA, item.id);
    // What one put back is anybody's.
    await scene.desk.release(ANA, item.id);
    await expect(scene.desk.claim(ANA, item.id)).rejects.toMatchObject({ code: 'item.conflict' });
    expect((await scene.desk.view(ANA, item.id)).steps).toEqual(['protect']);
  });

  it('tells open pages how the lanes stand by counts and times alone', async () => {
    const { db } = scene.context;
    const entered = new Date(clock.now()).toISOString();
    expect(await readLanes(db)).toEqual({
      review: { open: 4, held: 0, entered: null, questions: 0, answered: null },
      protect: { open: 2, held: 0, entered, questions: 0, answered: null },
    });
    await take(scene, ANA);
    await judge(scene, BEN, await take(scene, BEN), PROTECT);
    expect(await readLanes(db)).toMatchObject({
      review: { open: 3, held: 1 },
      protect: { open: 3, held: 0 },
    });
  });

  it('lets protection choose whom it helps first', async () => {
    const listed = await scene.desk.list(PIA, { lane: 'protect', show: 'open', limit: 200 });
    expect(listed).toHaveLength(2);
    expect(await scene.desk.claim(PIA, listed[1]?.id ?? '')).toMatchObject({ isMine: true });
  });

  it('undoes within ten minutes, once, keeps both in the records, and not later', async () => {
    const id = await reviewFirst(scene, ANA, NEWS);
    const undone = await scene.desk.undo(ANA, id);
    expect(undone).toMatchObject({ state: 'claimed', outcome: null, reveal: null });
    const { rows } = await sql<{
      undone_at: Date | null;
    }>`select undone_at from vigie.decisions where item_id = ${id}`.execute(scene.context.db);
    expect(rows).toHaveLength(1);
    expect(rows[0]?.undone_at).toBeInstanceOf(Date);
    const again = await judge(scene, ANA, undone, NEWS);
    // The score was seen before: this is no first judgment (HUM-02), and it is the one change.
    expect(again?.reveal?.decisions.map((one) => one.stage)).toEqual(['after_reveal']);
    expect(again?.steps).toEqual(['conclude', 'protect']);
    // What was begun comes before anything new.
    expect((await take(scene, ANA)).id).toBe(id);
    await scene.desk.conclude(ANA, id);
    const other = await reviewFirst(scene, ANA, NEWS);
    clock.advance(UNDO_MINUTES * 60_000 + 1);
    await expect(scene.desk.undo(ANA, other)).rejects.toMatchObject({ code: 'item.conflict' });
  });

  it('PRO-02 moves what is judged protect out of sight, to where no offer leads back', async () => {
    const item = await take(scene, ANA);
    expect(await judge(scene, ANA, item, PROTECT)).toBeNull();
    await expect(scene.desk.view(ANA, item.id)).rejects.toMatchObject({ code: 'item.not-found' });
    const claimed = await scene.desk.claim(PIA, item.id);
    expect(claimed).toMatchObject({ lane: 'protect', state: 'claimed', reveal: null });
    await expect(judge(scene, PIA, claimed, OFFER)).rejects.toThrow(/never becomes an offer/);
    await expect(
      sql`update vigie.items set outcome = 'offer' where id = ${item.id}`.execute(scene.context.db),
    ).rejects.toThrow(/check/);
  });

  it('PRO-09 keeps the lanes apart: who works in one reads, counts and claims nothing of the other', async () => {
    expect(await scene.desk.counts(ANA)).toEqual({ review: 4, protect: null });
    expect(await scene.desk.counts(PIA)).toEqual({ review: null, protect: 2 });
    const refused = { code: 'request.forbidden' };
    await expect(scene.desk.list(ANA, { lane: 'protect', show: 'open', limit: 50 })).rejects.toMatchObject(
      refused,
    );
    await expect(scene.desk.languages(ANA, 'protect')).rejects.toMatchObject(refused);
    await expect(scene.desk.next(ANA, 'protect')).rejects.toMatchObject(refused);
    const [item] = await scene.desk.list(PIA, { lane: 'protect', show: 'open', limit: 50 });
    await expect(scene.desk.view(ANA, item?.id ?? '')).rejects.toMatchObject({ code: 'item.not-found' });
    await expect(scene.desk.claim(ANA, item?.id ?? '')).rejects.toMatchObject({ code: 'item.not-found' });
    expect((await scene.desk.next(PIA, 'protect'))?.lane).toBe('protect');
    await expect(scene.desk.next(PIA, 'review')).rejects.toMatchObject(refused);
  });

  it('HUM-12 gives nobody an item of a language that they hold no current certificate for', async () => {
    expect(await scene.desk.next({ ...ANA, certificates: trainings(['ar']) }, 'review')).toBeNull();
    expect(await scene.desk.next({ ...ANA, certificates: [] }, 'review')).toBeNull();
    const expired = trainings(['en']).map((one) => ({ ...one, validUntil: '2026-05-31' }));
    expect(await scene.desk.next({ ...ANA, certificates: expired }, 'review')).toBeNull();
    const held = await scene.desk.next({ ...ANA, certificates: trainings(['en']) }, 'review');
    // Who began one may end it, also where a training ends at midnight: their claim is renewed.
    const lapsed = { ...ANA, certificates: expired };
    expect((await scene.desk.claim(lapsed, held?.id ?? '')).steps).toContain('claim');
    expect((await scene.desk.next(lapsed, 'review'))?.id).toBe(held?.id);
    clock.advance(LEASE_MINUTES * 60_000);
    await expect(scene.desk.claim(lapsed, held?.id ?? '')).rejects.toMatchObject({
      code: 'request.forbidden',
    });
  });

  it('refuses a reason of another outcome and an unknown item', async () => {
    const item = await take(scene, ANA);
    await expect(judge(scene, ANA, item, { ...OFFER, reason: 'seeker' })).rejects.toThrow(/does not belong/);
    await expect(scene.desk.view(ANA, 'nothing')).rejects.toMatchObject({ code: 'item.not-found' });
  });

  it('writes every step to the log in the same transaction', async () => {
    const id = await reviewFirst(scene, ANA, NEWS);
    await sequence(scene.context.db, scene.context.vault);
    const report = await verifyLog(scene.context.db, scene.context.vault);
    expect(report).toMatchObject({ fault: null, lastDecision: { subject: id, outcome: 'not_offer' } });
  });
});

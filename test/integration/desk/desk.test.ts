import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sequence, verifyLog } from '../../../queue/log/index.ts';
import { createDesk, type Desk, LEASE_MINUTES, UNDO_MINUTES } from '../../../queue/review/index.ts';
import { manualClock } from '../../../queue/runtime/clock.ts';
import { stagePosts } from '../../../workers/handlers/stage.ts';
import { COLUMNS, type Column, openColumn } from '../../support/columns.ts';
import { drain, posts, scoreContext, type TestContext } from '../../support/scoring.ts';

const OFFER = { outcome: 'offer', reason: 'crossing_offered' } as const;
const NEWS = { outcome: 'not_offer', reason: 'news_or_research', note: 'a note with post text' } as const;
const PROTECT = { outcome: 'protect', reason: 'distress' } as const;

describe.each(COLUMNS)('desk, %s', (name) => {
  let column: Column;
  let context: TestContext;
  let desk: Desk;
  const clock = manualClock(Date.parse('2026-06-01T12:00:00Z'));
  beforeAll(async () => {
    column = await openColumn(name);
  });
  beforeEach(async () => {
    await column.reset();
    context = scoreContext(column, { clock });
    desk = createDesk({ db: column.database.db, vault: context.vault, clock });
    await stagePosts(
      context,
      'source',
      posts(6, (at) => (at < 4 ? `[review] ${at}` : `[protect] ${at}`)),
      'test',
    );
    await drain(column, context);
  });
  afterAll(() => column.close());

  async function take() {
    const item = await desk.next('ana', 'review');
    if (!item) throw new Error('expected an item');
    return item;
  }
  const kinds = async (id: string) => {
    const { rows } = await sql<{
      kind: string;
    }>`select kind from vigie.log_entries where subject = ${id} order by entry_id`.execute(
      column.database.db,
    );
    return rows.map((row) => row.kind);
  };

  it('shows the post and nothing of its score before the first judgment (HUM-02)', async () => {
    const item = await take();
    expect(item.text).toMatch(/^\[review\] \d$/);
    expect(item.reveal).toBeNull();
    expect(JSON.stringify(item)).not.toMatch(/score|weight|en\.provider/);
  });

  it('MIN-08 keeps what a post says apart from what people and rules make of it', async () => {
    const { id } = await take();
    const judged = await desk.judge('ana', id, NEWS);
    const { reveal, ...facts } = judged;
    expect(facts.text).toMatch(/^\[review\]/);
    expect(JSON.stringify(facts)).not.toMatch(/a note with post text|news_or_research|en\.provider/);
    expect(reveal?.decisions).toEqual([expect.objectContaining({ ...NEWS, actor: 'ana', stage: 'first' })]);
    expect(Object.keys(reveal ?? {}).sort()).toEqual(['assessment', 'decisions']);
    const { rows } = await sql<{ place: string }>`
      select table_name || '.' || column_name as place from information_schema.columns
      where table_schema = 'vigie' and table_name in ('posts', 'sealed_posts', 'sealed_batches')
        and column_name ~ 'outcome|reason|note|score|lane|decision|assessment|category'
    `.execute(context.db);
    expect(rows).toEqual([]);
  });

  it('shows the thread of a post, and never which post it answers or who wrote it', async () => {
    const thread = { title: 'a thread', replyTo: 'https://social.example.org/@zilpzalp/1' };
    const post = { key: 'with-thread', text: '[review] with thread', author: 'zilpzalp', thread };
    await stagePosts(context, 'source', [post], 'test');
    await drain(column, context);
    const summaries = await desk.list({ lane: 'review', show: 'open', limit: 200 });
    const seen = await Promise.all(summaries.map((item) => desk.view('ana', item.id)));
    const shown = seen.find((item) => item.text === post.text);
    expect(shown?.thread).toEqual({ title: 'a thread', isAnswer: true });
    expect(JSON.stringify(shown)).not.toContain('zilpzalp');
    expect(seen.filter((item) => item.thread === undefined)).toHaveLength(4);
  });

  it('reveals after judging, keeps both judgments, and ends with the revision (HUM-03)', async () => {
    const { id } = await take();
    const judged = await desk.judge('ana', id, OFFER);
    expect(judged.reveal?.assessment.score).toBe(12);
    const revised = await desk.revise('ana', id, NEWS);
    expect(revised).toMatchObject({ state: 'outcome', outcome: 'not_offer' });
    expect(revised.reveal?.decisions.map((one) => [one.stage, one.outcome])).toEqual([
      ['first', 'offer'],
      ['revision', 'not_offer'],
    ]);
    expect(revised.reveal?.decisions[1]?.note).toBe('a note with post text');
    await expect(desk.revise('ana', id, OFFER)).rejects.toMatchObject({ code: 'item.conflict' });
    expect(await kinds(id)).toEqual([
      'item.opened',
      'item.claimed',
      'item.judged',
      'item.revealed',
      'item.revised',
      'item.concluded',
    ]);
  });

  it('keeps notes sealed', async () => {
    const { id } = await take();
    await desk.judge('ana', id, NEWS);
    const { rows } = await sql<{ row: unknown }>`select to_jsonb(d) as row from vigie.decisions d`.execute(
      column.database.db,
    );
    expect(JSON.stringify(rows)).not.toContain(Buffer.from('a note with').toString('hex'));
    expect(JSON.stringify(rows)).not.toContain('a note with');
  });

  it('shows the reveal to nobody else before the item is closed', async () => {
    const { id } = await take();
    await desk.judge('ana', id, OFFER);
    expect((await desk.view('ben', id)).reveal).toBeNull();
    await desk.conclude('ana', id);
    expect((await desk.view('ben', id)).reveal).not.toBeNull();
  });

  it('gives one item to one of many that ask at once', async () => {
    const taken = await Promise.all(
      ['a', 'b', 'c', 'd', 'e', 'f'].map((actor) => desk.next(actor, 'review')),
    );
    const ids = taken.flatMap((item) => item?.id ?? []);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toHaveLength(4);
  });

  it('hands a claim on when its lease has run out, and refuses the late judgment', async () => {
    const { id } = await take();
    await expect(desk.claim('ben', id)).rejects.toMatchObject({ code: 'item.conflict' });
    clock.advance(LEASE_MINUTES * 60_000);
    await desk.claim('ben', id);
    await expect(desk.judge('ana', id, OFFER)).rejects.toMatchObject({ code: 'item.conflict' });
  });

  it('undoes within ten minutes, keeps both in the records, and not later', async () => {
    const { id } = await take();
    await desk.judge('ana', id, OFFER);
    await desk.conclude('ana', id);
    const undone = await desk.undo('ana', id);
    expect(undone).toMatchObject({ state: 'claimed', outcome: null, reveal: null });
    const { rows } = await sql<{
      undone_at: Date | null;
    }>`select undone_at from vigie.decisions where item_id = ${id}`.execute(column.database.db);
    expect(rows).toHaveLength(1);
    expect(rows[0]?.undone_at).not.toBeNull();
    const again = await desk.judge('ana', id, NEWS);
    // The score was seen before: this is no first judgment (HUM-02).
    expect(again.reveal?.decisions.map((one) => one.stage)).toEqual(['after_reveal']);
    clock.advance(UNDO_MINUTES * 60_000 + 1);
    await expect(desk.undo('ana', id)).rejects.toMatchObject({ code: 'item.conflict' });
  });

  it('moves an item that is judged protect to the protection lane, from where no offer leads back (PRO-02)', async () => {
    const { id } = await take();
    expect(await desk.judge('ana', id, PROTECT)).toMatchObject({ lane: 'protect' });
    await expect(desk.revise('ana', id, OFFER)).rejects.toThrow(/never becomes an offer/);
    await desk.undo('ana', id);
    await expect(desk.judge('ana', id, OFFER)).rejects.toThrow(/never becomes an offer/);
    await expect(
      sql`update vigie.items set outcome = 'offer' where id = ${id}`.execute(column.database.db),
    ).rejects.toThrow(/check/);
  });

  it('keeps the lanes apart', async () => {
    expect(await desk.counts()).toEqual({ review: 4, protect: 2, decided: 0 });
    expect((await desk.list({ lane: 'protect', show: 'open', limit: 50 })).map((item) => item.lane)).toEqual([
      'protect',
      'protect',
    ]);
    expect((await desk.next('ana', 'protect'))?.lane).toBe('protect');
  });

  it('refuses a reason of another outcome and an unknown item', async () => {
    const { id } = await take();
    const wrong = { outcome: 'offer', reason: 'seeker' } as never;
    expect(() => desk.judge('ana', id, wrong)).toThrow(/does not belong/);
    await expect(desk.view('ana', 'nothing')).rejects.toMatchObject({ code: 'item.not-found' });
  });

  it('writes every step to the log in the same transaction', async () => {
    const { id } = await take();
    await desk.judge('ana', id, OFFER);
    await desk.conclude('ana', id);
    await sequence(column.database.db);
    const report = await verifyLog(column.database.db);
    expect(report).toMatchObject({ fault: null, lastDecision: { subject: id, outcome: 'offer' } });
  });
});

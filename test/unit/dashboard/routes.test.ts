import { describe, expect, it } from 'vitest';
import { createApp } from '../../../dashboard/app.ts';
import { REASONS } from '../../../queue/contracts/decision.ts';
import { get, post } from './support/call.ts';
import { demoContext } from './support/demo-context.ts';

const OFFER = { outcome: 'offer', reason: 'crossing_offered' };

describe('the queue', () => {
  it('lists open items of a lane, oldest first, with counts and languages and nothing that hints at a score', async () => {
    const response = await get(createApp(demoContext()), '/api/queue?lane=review');
    const text = await response.clone().text();
    const view = await response.json();
    expect(view.counts).toEqual({ review: 5, protect: 1, decided: 0 });
    expect(view.items.map(({ id }: { id: string }) => id)).toEqual([
      'offer-en',
      'offer-ar',
      'offer-fa',
      'seeker-fr',
      'tricks',
    ]);
    expect(view.languages).toContainEqual({ language: 'ar', open: 1 });
    expect(text).not.toMatch(/score|weight|signal|rule|provider/i);
  });

  it('filters by language and refuses what is none', async () => {
    const app = createApp(demoContext());
    const view = await (await get(app, '/api/queue?lane=review&language=fa')).json();
    expect(view.items).toHaveLength(1);
    const wrong = await get(app, '/api/queue?lane=everything&language=%22&show=some&sort=score');
    expect(wrong.status).toBe(400);
    const { faults } = await wrong.json();
    expect(faults.map(({ path }: { path: string }) => path)).toEqual(['lane', 'language', 'show', '']);
  });

  it('hands out the next item, the one already held again, and null when none is free', async () => {
    const context = demoContext();
    const app = createApp(context);
    const first = await (await post(app, '/api/next', { lane: 'protect' })).json();
    expect(first.item).toMatchObject({ id: 'distress-en', isMine: true, reveal: null });
    const again = await (await post(app, '/api/next', { lane: 'protect' })).json();
    expect(again.item.id).toBe('distress-en');
    const other = createApp({ ...context, actor: 'another' });
    expect(await (await post(other, '/api/next', { lane: 'protect' })).json()).toEqual({ item: null });
  });

  it('tells the interface its reasons and limits', async () => {
    const settings = await (await get(createApp(demoContext()), '/api/desk')).json();
    expect(settings).toEqual({
      actor: 'local',
      isDemo: true,
      undoMinutes: 10,
      leaseMinutes: 5,
      reasons: REASONS,
    });
  });
});

describe('judging', () => {
  it('shows no score, rule or signal before the judgment, and all of it after (HUM-02)', async () => {
    const app = createApp(demoContext());
    const before = [
      await (await get(app, '/api/items/offer-en')).text(),
      await (await post(app, '/api/items/offer-en/claim')).text(),
    ];
    for (const text of before) {
      expect(text).not.toMatch(/score|weight|signal|en\.provider|trace/);
      expect(JSON.parse(text)).toMatchObject({ reveal: null, rules: {} });
    }
    const after = await (await post(app, '/api/items/offer-en/judge', OFFER)).json();
    expect(after.reveal.assessment.score).toBe(10);
    expect(after.rules['en.provider.we-take']).toMatchObject({ title: 'we take (en)' });
    expect(after.rules).not.toHaveProperty('en.guarantee.safe');
  });

  it('takes the way over the HTTP steps: claim, judge, revise, undo', async () => {
    const app = createApp(demoContext());
    await post(app, '/api/items/offer-en/claim');
    await post(app, '/api/items/offer-en/judge', OFFER);
    const revised = await (
      await post(app, '/api/items/offer-en/revise', {
        outcome: 'not_offer',
        reason: 'fiction_or_joke',
        note: 'a song',
      })
    ).json();
    expect(revised).toMatchObject({ outcome: 'not_offer', state: 'outcome' });
    expect(revised.reveal.decisions).toHaveLength(2);
    const again = await post(app, '/api/items/offer-en/revise', OFFER);
    expect(again.status).toBe(409);
    const undone = await (await post(app, '/api/items/offer-en/undo')).json();
    expect(undone).toMatchObject({ outcome: null, reveal: null });
    expect((await post(app, '/api/items/offer-en/release')).status).toBe(204);
  });

  it('concludes, and lists the item as closed', async () => {
    const app = createApp(demoContext());
    await post(app, '/api/items/offer-en/claim');
    await post(app, '/api/items/offer-en/judge', OFFER);
    const done = await (await post(app, '/api/items/offer-en/conclude')).json();
    expect(done.outcome).toBe('offer');
    const closed = await (await get(app, '/api/queue?lane=review&show=closed')).json();
    expect(closed.items).toHaveLength(1);
  });

  it('shows no weight in the protection lane, also when a reviewer moved a scored post there', async () => {
    const app = createApp(demoContext());
    await post(app, '/api/items/offer-en/claim');
    const moved = await (
      await post(app, '/api/items/offer-en/judge', { outcome: 'protect', reason: 'minor_alone' })
    ).json();
    expect(moved.lane).toBe('protect');
    const { assessment } = moved.reveal;
    expect(assessment.score).toBeNull();
    expect(assessment.trace.some(({ step }: { step: string }) => step === 'counted' || step === 'gate')).toBe(
      false,
    );
    const weights = [...assessment.signals, ...assessment.counterSignals].map(({ weight }) => weight);
    expect(new Set(weights)).toEqual(new Set([0]));
  });

  it('lists every fault of a judgment at once', async () => {
    const response = await post(createApp(demoContext()), '/api/items/offer-en/judge', {
      outcome: 'guilty',
      reason: 'looks_like_one',
      note: 7,
      score: 99,
    });
    expect(response.status).toBe(400);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    const problem = await response.json();
    expect(problem.code).toBe('input.invalid');
    const paths = problem.faults.map(({ path }: { path: string }) => path);
    expect(paths).toEqual(expect.arrayContaining(['outcome', 'reason', 'note', '']));
  });

  it('refuses a reason of another outcome, text that is not JSON, and a step with content', async () => {
    const app = createApp(demoContext());
    const mixed = await post(app, '/api/items/offer-en/judge', { outcome: 'offer', reason: 'seeker' });
    expect((await mixed.json()).faults).toEqual([
      { path: 'reason', message: 'this reason does not belong to this outcome' },
    ]);
    for (const body of ['', '{', 'null', '[]', '"x"']) {
      expect((await post(app, '/api/items/offer-en/claim', body)).status, body).toBe(400);
    }
    expect((await post(app, '/api/items/offer-en/claim', { actor: 'another' })).status).toBe(400);
  });

  it('has no route that decides many items at once', () => {
    const paths = createApp(demoContext()).routes.map(({ path }) => path);
    expect(paths.filter((path) => /bulk|batch|all$/.test(path))).toEqual([]);
    expect(
      paths.filter((path) => /judge|revise|conclude/.test(path)).every((path) => path.includes(':id')),
    ).toBe(true);
  });
});

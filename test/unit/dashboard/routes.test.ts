import { describe, expect, it } from 'vitest';
import { createApp } from '../../../dashboard/app.ts';
import { MIN_JUSTIFICATION } from '../../../queue/contracts/case.ts';
import { ELEMENTS, MIN_NOTE_LENGTH, REASONS } from '../../../queue/contracts/decision.ts';
import type { Judgment } from '../../../queue/contracts/index.ts';
import { Role } from '../../../queue/contracts/role.ts';
import { manualClock } from '../../../queue/runtime/clock.ts';
import { NEWS, OFFER, PROTECT } from '../../support/judgments.ts';
import { get, post } from './support/call.ts';
import { demoContext, signedIn } from './support/demo-context.ts';
import { DEMO_ITEMS } from './support/demo-items.ts';

/** Time enough to read any post. */
const READ_MS = 20_000;

/** The one open post of the review lane in English is `offer-en`. */
const IN_ENGLISH = { lane: 'review', language: 'en' };

/** A person at the desk whose clock goes on as they read. */
function reader() {
  const clock = manualClock(Date.parse('2026-11-25T02:00:00.000Z'));
  const app = createApp(demoContext({ clock }));
  return {
    app,
    async claimAndJudge(judgment: Judgment, wanted: object = IN_ENGLISH): Promise<Response> {
      const { item } = await (await post(app, '/api/next', wanted)).json();
      const { claim } = item;
      clock.advance(READ_MS);
      return post(app, '/api/items/offer-en/judge', { claim, judgment });
    },
  };
}

describe('the queue', () => {
  it('lists open items of a lane, oldest first, with counts and languages and nothing that hints at a score', async () => {
    const items = DEMO_ITEMS.map((item) => ({ ...item, givenTo: 'local' }));
    const response = await get(createApp(demoContext({ items })), '/api/queue?lane=review');
    const text = await response.clone().text();
    const view = await response.json();
    expect(view.counts).toEqual({ review: 5, protect: 1, questions: 0 });
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
    const items = DEMO_ITEMS.map((item) => ({ ...item, givenTo: 'local' }));
    const app = createApp(demoContext({ items }));
    const view = await (await get(app, '/api/queue?lane=review&language=fa')).json();
    expect(view.items).toHaveLength(1);
    const wrong = await get(app, '/api/queue?lane=everything&language=%22&show=some&sort=score');
    expect(wrong.status).toBe(400);
    const { faults } = await wrong.json();
    expect(faults.map(({ path }: { path: string }) => path)).toEqual(['lane', 'language', 'show', '']);
  });

  it('narrows closed posts by their outcome', async () => {
    const items = DEMO_ITEMS.map((item) => ({ ...item, isOffer: item.id === 'offer-fa' }));
    const app = createApp(demoContext({ items }));
    const closed = async (filter: string) =>
      (await (await get(app, `/api/queue?show=closed${filter}`)).json()).items.length;
    expect([await closed(''), await closed('&outcome=offer'), await closed('&outcome=not_offer')]).toEqual([
      1, 1, 0,
    ]);
    expect((await get(app, '/api/queue?show=closed&outcome=guilty')).status).toBe(400);
    for (const place of [
      'yesterday',
      '2026-11-25T00:00:00Z',
      '2026-99-25T00:00:00Z~x',
      '0000-01-01T00:00:00Z~x',
      '2026-11-25T00:00:00Z~%27',
    ])
      expect((await get(app, `/api/queue?show=closed&before=${place}`)).status, place).toBe(400);
  });

  it('hands out the next item, the one already held again, and null when none is free', async () => {
    const context = demoContext();
    const app = createApp(context);
    const first = await (await post(app, '/api/next', { lane: 'protect' })).json();
    expect(first.item).toMatchObject({ id: 'distress-en', isMine: true, reveal: null });
    const again = await (await post(app, '/api/next', { lane: 'protect' })).json();
    expect(again.item.id).toBe('distress-en');
    const other = createApp({ ...context, whoIs: async () => signedIn('another', ['protection']) });
    expect(await (await post(other, '/api/next', { lane: 'protect' })).json()).toEqual({
      item: null,
      rest: null,
    });
  });

  it('tells the interface its reasons and limits', async () => {
    const settings = await (await get(createApp(demoContext()), '/api/desk')).json();
    expect(settings).toEqual({
      person: { id: 'local', name: 'name of local', roles: Role.options, isConflicted: false },
      may: expect.objectContaining({ review: true, people: true }),
      isDemo: true,
      checkedLanguages: ['en'],
      uncheckedLanguages: ['ar'],
      hasTranslator: false,
      undoMinutes: 10,
      leaseMinutes: 5,
      reasons: REASONS,
      elements: ELEMENTS,
      minNoteLength: MIN_NOTE_LENGTH,
      minJustification: MIN_JUSTIFICATION,
      help: [],
    });
  });
});

describe('judging', () => {
  it('shows no score, rule or signal before the judgment, and all of it after (HUM-02)', async () => {
    const { app, claimAndJudge } = reader();
    const before = [
      await (await get(app, '/api/items/offer-en')).text(),
      await (await post(app, '/api/next', IN_ENGLISH)).text(),
    ];
    for (const text of before) {
      expect(text).not.toMatch(/score|weight|signal|en\.provider|trace/);
      const answer = JSON.parse(text);
      expect(answer.item ?? answer).toMatchObject({ reveal: null, rules: {} });
    }
    const { item: after } = await (await claimAndJudge(OFFER)).json();
    expect(after.reveal.assessment.score).toBe(10);
    expect(after.rules['en.provider.we-take']).toMatchObject({ title: 'we take (en)' });
    expect(after.rules).not.toHaveProperty('en.guarantee.safe');
  });

  it('takes the way over the HTTP steps: claim, judge, revise, undo', async () => {
    const { app, claimAndJudge } = reader();
    await claimAndJudge(OFFER);
    const undone = await (await post(app, '/api/items/offer-en/undo')).json();
    expect(undone).toMatchObject({ outcome: null, reveal: null });
    // Undoing was the one change: what is judged now stands.
    await claimAndJudge(NEWS);
    const again = await post(app, '/api/items/offer-en/revise', OFFER);
    expect(again.status).toBe(409);
    const done = await (await post(app, '/api/items/offer-en/conclude')).json();
    expect(done).toMatchObject({ outcome: 'not_offer', state: 'outcome' });
  });

  it('concludes, and lists the item as closed', async () => {
    const { app, claimAndJudge } = reader();
    await claimAndJudge(OFFER);
    const { item: revised } = await (await post(app, '/api/items/offer-en/revise', NEWS)).json();
    expect(revised.outcome).toBe('not_offer');
    expect(revised.reveal.decisions).toHaveLength(2);
    const closed = await (await get(app, '/api/queue?lane=review&show=closed')).json();
    expect(closed.items).toHaveLength(1);
  });

  it('shows no weight in the protection lane, also when a reviewer moved a scored post there', async () => {
    const { app, claimAndJudge } = reader();
    const { item: handedOver } = await (await claimAndJudge(PROTECT)).json();
    expect(handedOver).toMatchObject({ lane: 'protect', state: 'waiting', reveal: null });
    // Older than what lies there, it comes first.
    await claimAndJudge(PROTECT, { lane: 'protect', language: 'en' });
    const moved = await (await post(app, '/api/items/offer-en/conclude')).json();
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
      claim: 1,
      judgment: { outcome: 'guilty', reason: 'looks_like_one', note: 7, score: 99 },
    });
    expect(response.status).toBe(400);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    const problem = await response.json();
    expect(problem.code).toBe('input.invalid');
    const paths = problem.faults.map(({ path }: { path: string }) => path);
    expect(paths).toEqual(
      expect.arrayContaining(['judgment.outcome', 'judgment.reason', 'judgment.note', 'judgment']),
    );
  });

  it('refuses a reason of another outcome, text that is not JSON, and a step with content', async () => {
    const app = createApp(demoContext());
    const judgment = { outcome: 'offer', reason: 'seeker' };
    const mixed = await post(app, '/api/items/offer-en/judge', { claim: 1, judgment });
    const { faults } = await mixed.json();
    expect(faults.map(({ path }: { path: string }) => path)).toEqual([
      'judgment.reason',
      'judgment.elements',
      'judgment.elements',
      'judgment.spans',
      'judgment.note',
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

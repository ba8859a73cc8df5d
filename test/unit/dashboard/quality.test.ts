import { describe, expect, it } from 'vitest';
import { createApp } from '../../../dashboard/app.ts';
import { get, post } from './support/call.ts';
import { demoContext, signedIn } from './support/demo-context.ts';

describe('practice and results', () => {
  it('HUM-09 gives posts to practise on without their answers, and the answer at once, and records nothing', async () => {
    const context = demoContext({ person: signedIn('ana', ['reviewer']) });
    const app = createApp(context);
    const given = await (await get(app, '/api/practice?count=3')).json();
    expect(given).toEqual({
      posts: [{ key: 'en-practice-test', language: 'en', text: expect.stringContaining('road') }],
    });
    const answered = await post(app, '/api/practice/en-practice-test', { outcome: 'offer' });
    expect(await answered.json()).toEqual({
      expected: 'not_offer',
      reason: 'seeker',
      explanation: null,
      answer: 'offer',
      isRight: false,
    });
    const results = await (await get(app, '/api/calibration')).json();
    expect(results.all).toEqual({ n: 0, right: 0, interval: null });
    const closed = { lane: 'review', show: 'closed', limit: 10 } as const;
    expect(await context.desk.list(signedIn('ana', ['reviewer']), closed)).toEqual([]);
  });

  it('gives nobody a post to practise on in a language they do not read', async () => {
    const person = { ...signedIn('ana', ['reviewer']), certificates: [] };
    const app = createApp(demoContext({ person }));
    expect(await (await get(app, '/api/practice')).json()).toEqual({ posts: [] });
  });

  it('refuses a post that is none, and an answer that is none', async () => {
    const app = createApp(demoContext());
    expect((await post(app, '/api/practice/nothing', { outcome: 'offer' })).status).toBe(404);
    expect((await post(app, '/api/practice/en-practice-test', { outcome: 'maybe' })).status).toBe(400);
  });

  it('HUM-09 shows oversight the whole team and no reviewer, and reviewers their own alone', async () => {
    const asReviewer = createApp(demoContext({ person: signedIn('ana', ['reviewer']) }));
    const asOversight = createApp(demoContext({ person: signedIn('ora', ['oversight']) }));
    expect((await get(asReviewer, '/api/quality')).status).toBe(403);
    expect((await get(asOversight, '/api/calibration')).status).toBe(403);
    expect(await (await get(asOversight, '/api/quality')).json()).toMatchObject({ team: [] });
  });
});

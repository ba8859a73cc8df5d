import { afterEach, describe, expect, it } from 'vitest';
import { createApp } from '../../../dashboard/app.ts';
import { createLiveFeed } from '../../../dashboard/live/live-feed.ts';
import { UNATTENDED } from '../../../dashboard/wire-headers.ts';
import type { SignedIn } from '../../../queue/accounts/index.ts';
import type { LaneStates } from '../../../queue/contracts/index.ts';
import { manualClock } from '../../../queue/runtime/clock.ts';
import { SILENT_LOGGER } from '../../../queue/runtime/logger.ts';
import { until } from '../../support/until.ts';
import { get } from './support/call.ts';
import { demoContext, signedIn } from './support/demo-context.ts';

const STATES: LaneStates = {
  review: { open: 5, held: 1, entered: '2026-11-25T02:00:00.000Z', questions: 0, answered: null },
  protect: { open: 1, held: 0, entered: '2026-11-25T02:00:00.000Z', questions: 0, answered: null },
};
const ended: (() => void)[] = [];
afterEach(() => {
  for (const end of ended.splice(0)) end();
});

/** A dashboard whose lanes stand as the test says; time and looking are the test's. */
function scene(first: SignedIn | null = signedIn('ana', ['reviewer'])) {
  const clock = manualClock(Date.parse('2026-11-25T02:00:00.000Z'));
  const at = { states: STATES, person: first, questions: 0, uses: 0 };
  const live = createLiveFeed({
    read: async () => {
      at.questions += 1;
      return at.states;
    },
    clock,
    logger: SILENT_LOGGER,
  });
  ended.push(() => live.close());
  const whoIs = async (_token: unknown, { isUse } = { isUse: true }) => {
    if (isUse) at.uses += 1;
    return at.person;
  };
  const app = createApp(demoContext({ clock, live, whoIs }));
  return { clock, at, live, app };
}

/** Reads a stream event by event; `null` at its end. */
function eventsOf(response: Response) {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  return {
    async next(): Promise<{ event: string | undefined; data: unknown } | null> {
      for (;;) {
        const end = text.indexOf('\n\n');
        if (end >= 0) {
          const block = text.slice(0, end);
          text = text.slice(end + 2);
          const data = /^data: (.*)$/m.exec(block)?.[1];
          if (data === undefined) continue;
          return { event: /^event: (.*)$/m.exec(block)?.[1], data: data === '' ? '' : JSON.parse(data) };
        }
        const { done, value } = (await reader?.read()) ?? { done: true, value: undefined };
        if (done) return null;
        text += value;
      }
    },
    leave: () => reader?.cancel(),
  };
}

describe('live updates', () => {
  it('say how the lanes of the person stand, at once and after a change, and nothing else', async () => {
    const { app, at, live } = scene();
    const response = await get(app, '/api/live');
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    const events = eventsOf(response);
    expect(await events.next()).toEqual({ event: 'lanes', data: { review: STATES.review } });
    // What changes in a lane that is not theirs tells them nothing (PRO-09).
    at.states = { ...STATES, protect: { ...STATES.protect, open: 2 } };
    await live.look();
    at.states = { ...at.states, review: { ...STATES.review, open: 6 } };
    await live.look();
    expect(await events.next()).toEqual({ event: 'lanes', data: { review: { ...STATES.review, open: 6 } } });
  });

  it('are one question to the records for all who watch, and none when nobody does', async () => {
    const { app, at, live } = scene();
    const all = await Promise.all(
      ['ana', 'ben', 'cem'].map(async (id) => {
        at.person = signedIn(id, ['reviewer']);
        return eventsOf(await get(app, '/api/live'));
      }),
    );
    for (const events of all) await events.next();
    const before = at.questions;
    await live.look();
    expect(at.questions).toBe(before + 1);
  });

  it('end with the session or the roles, within 15 s, without keeping a session alive', async () => {
    const { app, at, live, clock } = scene();
    const events = eventsOf(await get(app, '/api/live'));
    await events.next();
    clock.advance(15_000);
    await live.look();
    // A page that hears nothing for longer takes the connection for dead.
    expect(await events.next()).toEqual({ event: 'here', data: '' });
    at.person = signedIn('ana', ['analyst']);
    clock.advance(15_000);
    await live.look();
    expect(await events.next()).toEqual({ event: 'over', data: '' });
    expect(await events.next()).toBeNull();
    expect(at.uses).toBe(0);
  });

  it('and what a page asks by itself keep nobody signed in; what somebody asks does', async () => {
    const { app, at } = scene();
    await get(app, '/api/desk', { [UNATTENDED]: '1' });
    expect(at.uses).toBe(0);
    await get(app, '/api/desk');
    expect(at.uses).toBe(1);
  });

  it('end at once for somebody who signed out', async () => {
    const { app, at, live } = scene();
    const events = eventsOf(await get(app, '/api/live'));
    await events.next();
    at.person = null;
    live.recheck('ana');
    expect(await events.next()).toEqual({ event: 'over', data: '' });
    expect(await events.next()).toBeNull();
  });

  it('have a limit per person, and make room again when a page is left', async () => {
    const { app } = scene();
    const open = await Promise.all(Array.from({ length: 6 }, () => get(app, '/api/live')));
    const refused = await get(app, '/api/live');
    expect([refused.status, (await refused.json()).code]).toEqual([429, 'request.too-many']);
    const [first] = open;
    if (first !== undefined) {
      const events = eventsOf(first);
      await events.next();
      await events.leave();
    }
    expect((await get(app, '/api/live')).status).toBe(200);
  });

  it('join nobody who asks for the head alone', async () => {
    const { app } = scene();
    for (let at = 0; at < 7; at += 1) {
      const answer = await app.request('/api/live', { method: 'HEAD' });
      expect([
        answer.status,
        answer.headers.get('content-type'),
        answer.headers.get('cache-control'),
      ]).toEqual([200, 'text/event-stream', 'no-store']);
    }
    expect((await get(app, '/api/live')).status).toBe(200);
  });

  it('end with the session also where nobody reads them, and make room', async () => {
    const { app, at, live, clock } = scene();
    for (let window = 0; window < 6; window += 1) await get(app, '/api/live');
    // More than is on its way by itself: what follows waits for a reader.
    for (const open of [6, 7, 8]) {
      at.states = { ...STATES, review: { ...STATES.review, open } };
      clock.advance(15_000);
      await live.look();
    }
    expect((await get(app, '/api/live')).status).toBe(429);
    at.person = null;
    live.recheck('ana');
    at.person = signedIn('ana', ['reviewer']);
    await until('room again', async () => (await get(app, '/api/live')).status === 200);
  });

  it('are for who reads a lane, and end with the process', async () => {
    for (const person of [signedIn('opa', ['operator']), null])
      expect((await get(scene(person).app, '/api/live')).status).toBe(person === null ? 401 : 403);
    const { app, live } = scene();
    const events = eventsOf(await get(app, '/api/live'));
    await events.next();
    live.close();
    expect(await events.next()).toBeNull();
  });
});

import { describe, expect, it } from 'vitest';
import { createApp } from '../../../dashboard/app.ts';
import type { DashboardContext } from '../../../dashboard/context.ts';
import { PERSON } from '../../../dashboard/wire-headers.ts';
import type { SessionToken } from '../../../queue/accounts/index.ts';
import { get, post } from './support/call.ts';
import { demoContext, signedIn } from './support/demo-context.ts';

const GIL = signedIn('gil', ['exporter']);
const FOR_EVA = { [PERSON]: 'eva' };

describe('a page of somebody else', () => {
  it('does nothing and reads nothing under the name of who signed in since', async () => {
    const context = demoContext({ person: GIL });
    const app = createApp(context);
    const answers = [
      await get(app, '/api/cases', FOR_EVA),
      await post(app, '/api/cases', { legalReference: 'Js 1/26' }, FOR_EVA),
      await post(app, '/api/sign-out', {}, FOR_EVA),
      // Whatever the other one's roles.
      await get(createApp(demoContext({ person: signedIn('ove', ['oversight']) })), '/api/cases', FOR_EVA),
      // A stream is asked for without headers.
      await get(createApp(demoContext({ person: signedIn('gil', ['reviewer']) })), '/api/live?person=eva'),
    ];
    for (const answer of answers)
      expect([answer.status, (await answer.json()).code]).toEqual([401, 'session.other']);
    expect((await (await get(app, '/api/cases')).json()).cases).toEqual([]);
  });

  it('is told from their own, from whoever asks without a page, and from signing in', async () => {
    const app = createApp(demoContext({ person: GIL }));
    expect((await get(app, '/api/cases', { [PERSON]: 'gil' })).status).toBe(200);
    expect((await get(app, '/api/cases')).status).toBe(200);
    const nobody = createApp(demoContext({ person: null }));
    const over = await get(nobody, '/api/cases', FOR_EVA);
    expect((await over.json()).code).toBe('session.none');
    const accounts = { exist: async () => true, demoPeople: async () => [] };
    const open = createApp(
      demoContext({ person: GIL, accounts: accounts as unknown as DashboardContext['accounts'] }),
    );
    expect((await get(open, '/api/sign-in', FOR_EVA)).status).toBe(200);
  });

  it('hears at once that its session was replaced', async () => {
    const rechecked: string[] = [];
    const before = demoContext({ person: signedIn('eva', ['reviewer']) });
    const accounts = {
      signInToDemo: async () => 'new' as SessionToken,
      signOut: async () => undefined,
    } as unknown as DashboardContext['accounts'];
    const live = { ...before.live, recheck: (id: string) => rechecked.push(id) };
    const app = createApp({ ...before, accounts, live });
    const answer = await post(app, '/api/sign-in/demo', { id: 'gil' }, { Cookie: '__Host-vigie=old' });
    expect([answer.status, rechecked]).toEqual([204, ['eva']]);
  });
});

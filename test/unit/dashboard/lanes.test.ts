import { describe, expect, it } from 'vitest';
import { createApp } from '../../../dashboard/app.ts';
import { may } from '../../../queue/contracts/permission.ts';
import { Role } from '../../../queue/contracts/role.ts';
import { get, post } from './support/call.ts';
import { demoContext, signedIn } from './support/demo-context.ts';

const ITEMS = { review: 'offer-en', protect: 'distress-en' } as const;
const LANES = ['review', 'protect'] as const;

function appFor(...roles: Role[]) {
  return createApp(demoContext({ person: signedIn('me', roles) }));
}

const MATRIX = Role.options.flatMap((role) => LANES.map((lane) => [role, lane] as const));

describe('the two lanes', () => {
  it.each(MATRIX)(
    'PRO-09 open to %s: lane %s as the table says, for every way to look',
    async (role, lane) => {
      const app = appFor(role);
      const reads = may([role], 'items.read', lane);
      const judges = may([role], 'items.judge', lane);
      for (const show of ['open', 'closed']) {
        const list = await get(app, `/api/queue?lane=${lane}&show=${show}`);
        expect(list.status).toBe(reads ? 200 : 403);
        if (!reads) expect(await list.text()).not.toContain(ITEMS[lane]);
      }
      const view = await get(app, `/api/items/${ITEMS[lane]}`);
      const looks = may([role], 'items.look', 'installation');
      expect(view.status).toBe(reads ? 200 : looks ? 404 : 403);
      expect((await post(app, '/api/next', { lane })).status).toBe(judges ? 200 : 403);
      // In the review lane nobody claims what they were not given.
      const claims = judges && lane === 'protect';
      const claim = await post(appFor(role), `/api/items/${ITEMS[lane]}/claim`);
      expect([403, 404, 409].includes(claim.status)).toBe(!claims);
      expect(claim.ok).toBe(claims);
    },
  );

  it.each(['reviewer', 'adjudicator'] as const)(
    'PRO-09 %s is not told how many posts the protection lane holds, nor which languages',
    async (role) => {
      const view = await (await get(appFor(role), '/api/queue?lane=review')).json();
      expect(view.counts.protect).toBeNull();
      expect(JSON.stringify(view)).not.toContain('distress');
      expect((await get(appFor(role), '/api/status')).status).toBe(403);
      expect((await get(appFor(role), '/metrics')).status).toBe(403);
    },
  );

  it('PRO-09 who hands a post to protection no longer sees it, nor does a colleague', async () => {
    const context = demoContext({ person: signedIn('me', ['reviewer']) });
    const app = createApp(context);
    expect((await post(app, '/api/items/offer-en/protect', { reason: 'distress' })).status).toBe(204);
    expect((await get(app, '/api/items/offer-en')).status).toBe(404);
    const colleague = createApp({ ...context, whoIs: async () => signedIn('other', ['reviewer']) });
    expect((await get(colleague, '/api/items/offer-en')).status).toBe(404);
  });

  it('HUM-12 claims nothing in a language that the person is not trained for, and says why', async () => {
    const person = { ...signedIn('me', ['reviewer']), certificates: [] };
    const app = createApp(demoContext({ person }));
    const refused = await post(app, '/api/items/offer-en/claim');
    expect(refused.ok).toBe(false);
    const seen = await (await get(app, '/api/items/offer-en')).json();
    expect(seen.steps).toEqual(['protect']);
  });

  it('figures are for a scraper with its token too, which opens nothing else', async () => {
    const metricsToken = 'a token of thirty-two characters';
    const app = createApp(demoContext({ person: null, metricsToken }));
    const bearer = { Authorization: `Bearer ${metricsToken}` };
    expect((await get(app, '/metrics', bearer)).status).toBe(200);
    expect((await get(app, '/metrics', { Authorization: 'Bearer another' })).status).toBe(401);
    expect((await get(app, '/metrics')).status).toBe(401);
    expect((await get(app, '/api/status', bearer)).status).toBe(401);
    const without = createApp(demoContext({ person: null }));
    expect((await get(without, '/metrics', { Authorization: 'Bearer undefined' })).status).toBe(401);
  });

  it('an adjudicator judges nothing that nobody differs about', async () => {
    const app = appFor('adjudicator');
    const seen = await (await get(app, '/api/items/offer-en')).json();
    expect(seen.steps).toEqual(['protect']);
    expect(await (await post(app, '/api/next', { lane: 'review' })).json()).toEqual({
      item: null,
      rest: null,
    });
  });
});

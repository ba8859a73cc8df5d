import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { passes, ROUTES } from '../../../dashboard/access.ts';
import { createApp } from '../../../dashboard/app.ts';
import { requireEveryRouteGuarded } from '../../../dashboard/auth/guard-routes.ts';
import { type Accounts, HOST, IDLE_MINUTES } from '../../../queue/accounts/index.ts';
import { type Role, Role as Roles } from '../../../queue/contracts/role.ts';
import { manualClock } from '../../../queue/runtime/clock.ts';
import { accountsOn, joined } from '../../support/accounts.ts';
import { COLUMNS, type Column, openColumn } from '../../support/columns.ts';
import { demoContext } from '../../unit/dashboard/support/demo-context.ts';

/** Somebody, or nobody, who asks; `roles` is what the records say they may do at that moment. */
interface Caller {
  readonly name: string;
  readonly cookie: string;
  readonly roles: readonly Role[] | null;
}

describe.each(COLUMNS)('every route, %s', (column_) => {
  const clock = manualClock(Date.parse('2026-06-01T12:00:00Z'));
  let column: Column;
  let accounts: Accounts;
  const callers: Caller[] = [];

  beforeAll(async () => {
    column = await openColumn(column_);
    accounts = accountsOn(column.database, clock);
    const stale = await joined(accounts, 'stale', ['administrator']);
    clock.advance(IDLE_MINUTES * 60_000);
    callers.push({ name: 'a stale session', cookie: stale.session, roles: null });
    callers.push({ name: 'nobody', cookie: '', roles: null });
    callers.push({ name: 'a made-up session', cookie: 'x'.repeat(43), roles: null });
    for (const role of Roles.options) {
      const { session } = await joined(accounts, role, [role]);
      callers.push({ name: role, cookie: session, roles: [role] });
    }
    const left = await joined(accounts, 'left', ['administrator']);
    await accounts.disable(HOST, left.account.id);
    callers.push({ name: 'a disabled account', cookie: left.session, roles: null });
    const bare = await joined(accounts, 'bare', ['reviewer']);
    await accounts.revoke(HOST, bare.account.id, 'reviewer');
    callers.push({ name: 'an account without a role', cookie: bare.session, roles: [] });
  });
  afterAll(() => column.close());

  it.each(ROUTES)('ACC-01 $method $path answers whom the table names and nobody else', async (route) => {
    const { method, path, access } = route;
    for (const { name, cookie, roles } of callers) {
      // Fresh for each: what one caller changes is no matter of the next.
      const app = createApp(
        demoContext({
          accounts: { ...accounts, resign: async () => undefined, signOut: async () => undefined },
          whoIs: async (token) => (token === undefined ? null : accounts.whoIs(token)),
          clock,
        }),
      );
      const response = await app.request(path.replace(':id', 'offer-en').replace(':name', 'none.js'), {
        method,
        headers: {
          'Content-Type': 'application/json',
          Origin: 'http://localhost',
          Host: 'localhost',
          ...(cookie !== '' && { Cookie: `__Host-vigie=${cookie}` }),
        },
        ...(method === 'POST' && { body: '{}' }),
      });
      const label = `${name}: ${response.status}`;
      if (passes(access, roles)) {
        expect(response.status, label).not.toBe(401);
        if (!isAboutLane(path)) expect(response.status, label).not.toBe(403);
      } else expect(response.status, label).toBe(roles === null ? 401 : 403);
    }
  });

  /** There the item's lane decides as well; `lanes.test.ts` goes through both. */
  function isAboutLane(path: string): boolean {
    return path === '/api/queue' || path === '/api/next' || path.startsWith('/api/items/');
  }

  it('without a row in the table keeps the application from being built', () => {
    const app = createApp(demoContext());
    app.get('/api/everything', (context) => context.json({}));
    expect(() => requireEveryRouteGuarded(app)).toThrow('without a row: GET /api/everything');
  });
});

import { type Action, may, mayAnywhere, type ObjectOfAction, type Role } from '../queue/contracts/index.ts';
import { PAGES } from './page-addresses.ts';

/**
 * What a route asks for. `public`: nothing but what anybody may know. `signed-in`: a person, whatever their roles.
 * `by-lane`: the desk decides by the item's lane; here it takes the action on any of them.
 */
export type Access =
  | 'public'
  | 'signed-in'
  | { readonly action: Action; readonly object: ObjectOfAction | 'by-lane' };

export interface RouteAccess {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly access: Access;
}

function route(method: 'GET' | 'POST', path: string, access: Access): RouteAccess {
  return { method, path, access };
}

function of(action: Action, object: ObjectOfAction | 'by-lane' = 'installation'): Access {
  return { action, object };
}

/** Every route of the dashboard with what it asks for. A route without a row keeps the application from being built. */
export const ROUTES: readonly RouteAccess[] = [
  route('GET', '/livez', 'public'),
  route('GET', '/readyz', 'public'),
  route('GET', '/metrics', of('metrics.read')),
  // The interface itself holds no content; what it shows it asks for.
  ...[...PAGES, '/assets/:name'].map((path) => route('GET', path, 'public')),

  route('GET', '/api/sign-in', 'public'),
  route('POST', '/api/sign-in/password', 'public'),
  route('POST', '/api/sign-in/demo', 'public'),
  route('POST', '/api/sign-in/provider', 'public'),
  route('POST', '/api/sign-in/provider/return', 'public'),
  route('POST', '/api/join/open', 'public'),
  route('POST', '/api/join/begin', 'public'),
  route('POST', '/api/join/password', 'public'),
  ...['/api/join/passkey', '/api/sign-in/passkey'].flatMap((path) => [
    route('POST', `${path}/options`, 'public'),
    route('POST', path, 'public'),
  ]),
  route('POST', '/api/sign-out', 'signed-in'),

  route('GET', '/api/desk', 'signed-in'),
  route('POST', '/api/me/resign', of('self.change', 'self')),
  route('GET', '/api/account', 'signed-in'),
  ...[
    ...['password', 'password/remove', 'authenticator/begin', 'authenticator', 'passkey/options', 'passkey'],
    ...['passkey/remove', 'sessions/end', 'sessions/end-others'],
  ].map((change) => route('POST', `/api/account/${change}`, 'signed-in')),

  route('GET', '/api/care', of('self.change', 'self')),
  route('POST', '/api/care/stop', of('self.change', 'self')),
  route('POST', '/api/care/go-on', of('self.change', 'self')),

  route('GET', '/api/queue', of('items.read', 'by-lane')),
  route('GET', '/api/live', of('items.read', 'by-lane')),
  route('POST', '/api/next', of('items.judge', 'by-lane')),
  route('GET', '/api/items/:id', of('items.look')),
  route('POST', '/api/items/:id/translate', of('items.look')),
  route('GET', '/api/items/:id/capture', of('items.look')),
  route('GET', '/api/items/:id/capture/picture', of('items.look')),
  route('POST', '/api/items/:id/protect', of('items.hand-over', 'review')),
  route('POST', '/api/items/:id/call-back', of('items.hand-over', 'review')),
  route('POST', '/api/items/:id/approve', of('items.settle', 'review')),
  route('POST', '/api/items/:id/refuse', of('items.settle', 'review')),
  // The review lane's alone: in protection nobody judges blindly.
  route('POST', '/api/items/:id/doubt', of('items.judge', 'review')),
  route('POST', '/api/items/:id/ask', of('items.judge', 'review')),
  route('GET', '/api/questions', of('items.judge', 'review')),
  route('POST', '/api/questions/:id/read', of('items.judge', 'review')),
  route('POST', '/api/questions/:id/answer', of('items.judge', 'review')),
  ...['claim', 'release', 'judge', 'revise', 'conclude', 'undo'].map((step) =>
    route('POST', `/api/items/:id/${step}`, of('items.judge', 'by-lane')),
  ),

  route('GET', '/api/calibration', of('quality.own', 'self')),
  route('GET', '/api/practice', of('quality.own', 'self')),
  route('POST', '/api/practice/:key', of('quality.own', 'self')),
  route('GET', '/api/quality', of('quality.read')),
  route('GET', '/api/fairness', of('fairness.read')),
  route('GET', '/api/fairness/:table', of('fairness.read')),
  route('GET', '/api/contests', of('contests.decide', 'by-lane')),
  ...['examine', 'decide'].map((step) =>
    route('POST', `/api/contests/:id/${step}`, of('contests.decide', 'by-lane')),
  ),

  route('GET', '/api/cases', of('cases.manage')),
  route('POST', '/api/cases', of('cases.manage')),
  route('GET', '/api/cases/:id', of('cases.manage')),
  route('POST', '/api/cases/:id/items', of('cases.manage')),
  route('POST', '/api/cases/:id/close', of('cases.manage')),
  route('GET', '/api/offers', of('cases.manage')),
  route('POST', '/api/cases/:id/exports', of('exports.request')),
  route('POST', '/api/exports/:id/approve', of('exports.settle')),
  route('POST', '/api/exports/:id/refuse', of('exports.settle')),
  route('GET', '/api/notices', of('notices.read')),
  route('GET', '/api/notices/:id', of('notices.read')),
  route('POST', '/api/cases/:id/notices/prepare', of('notices.write')),
  route('POST', '/api/notices', of('notices.write')),
  ...['edit', 'confirm', 'file', 'sent', 'outcome', 'withdraw', 'correction', 'corrected'].map((step) =>
    route('POST', `/api/notices/:id/${step}`, of('notices.write')),
  ),
  route('GET', '/api/tellings', of('tellings.read')),
  route('GET', '/api/tellings/:id', of('tellings.read')),
  ...['letters', 'record', 'settle'].map((step) =>
    route('POST', `/api/tellings/:id/${step}`, of('tellings.write')),
  ),
  route('POST', '/api/cases/:id/names', of('identity.request')),
  route('POST', '/api/items/:id/names', of('identity.request')),
  route('POST', '/api/items/:id/break-glass', of('identity.break-glass', 'protect')),
  route('GET', '/api/names', of('identity.settle')),
  route('POST', '/api/names/:id/approve', of('identity.settle')),
  route('POST', '/api/names/:id/refuse', of('identity.settle')),

  ...[
    '/api/oversight',
    '/api/coverage',
    '/api/log',
    '/api/log/entries',
    '/api/audits',
    '/api/audits/:id',
  ].map((path) => route('GET', path, of('oversight.read'))),
  ...[
    ...['/api/log/read', '/api/log/check', '/api/audits', '/api/audits/:id/draw'],
    ...['record', 'replay', 'content'].map((what) => `/api/records/:id/${what}`),
  ].map((path) => route('POST', path, of('oversight.read'))),
  route('GET', '/api/rules', of('rules.read')),
  route('GET', '/api/rules/:id', of('rules.read')),

  route('POST', '/api/rules/:id/lift', of('rules.lift')),
  route('POST', '/api/try', of('rules.try')),
  route('POST', '/api/try/packs', of('rules.try')),
  route('GET', '/api/status', of('status.read')),
  route('GET', '/api/statistics', of('statistics.read')),
  route('POST', '/api/statistics/releases', of('statistics.request')),
  route('POST', '/api/statistics/releases/:id/decide', of('statistics.decide')),
  route('POST', '/api/statistics/releases/:id/correct', of('statistics.decide')),
  route('GET', '/api/statistics/releases/:id/file', of('statistics.read')),
  route('GET', '/api/sources', of('sources.read')),
  route('POST', '/api/sources/:id/try', of('sources.try')),

  route('GET', '/api/people', of('accounts.read')),
  ...[
    'invite',
    'invite-at-provider',
    ...['invite', 'tie', 'host-user', 'author', 'grant', 'revoke', 'certify', 'disable', 'enable'].map(
      (change) => `:id/${change}`,
    ),
  ].map((change) => route('POST', `/api/people/${change}`, of('accounts.change', 'account'))),
];

/** Whether somebody with these roles passes; `null`: nobody is signed in. */
export function passes(access: Access, roles: readonly Role[] | null): boolean {
  if (access === 'public') return true;
  if (roles === null) return false;
  if (access === 'signed-in') return true;
  return access.object === 'by-lane'
    ? mayAnywhere(roles, access.action)
    : may(roles, access.action, access.object);
}

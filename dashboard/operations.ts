import { PAGES } from './page-addresses.ts';
import { does, doesNone, each, type OperationTable } from './route-operations.ts';

const OWN_STAFF = doesNone(
  'about the people of the unit, not about posts; whoever changes anything is logged',
);
const LISTED = doesNone('ids, languages, sources and times: no word of a post, its author or its address');
const FIGURES = doesNone('counts and states');
const INTERFACE = doesNone('the interface itself, which holds no data; what it shows it asks for');
const OWN_WAY_IN = doesNone('how the person who asks signs in');

/**
 * What every route of the dashboard does to personal data (LOG-01). A route without a row keeps the application from being
 * built; `route-operations.test.ts` takes each consulting and disclosing one and reads its entry.
 */
export const OPERATIONS: OperationTable = {
  ...each(['GET /livez', 'GET /readyz', 'GET /metrics', 'GET /api/status', 'GET /api/sources'], FIGURES),
  ...each(
    [...PAGES, '/assets/:name'].map((path) => `GET ${path}`),
    INTERFACE,
  ),

  ...each(
    [
      ...['GET /api/sign-in', 'POST /api/sign-in/provider', 'POST /api/sign-in/passkey/options'],
      ...['POST /api/join/open', 'POST /api/join/begin', 'POST /api/join/passkey/options'],
    ],
    OWN_WAY_IN,
  ),
  ...each(
    [
      ...['POST /api/sign-in/password', 'POST /api/sign-in/demo', 'POST /api/sign-in/provider/return'],
      'POST /api/sign-in/passkey',
    ],
    does('alters', 'account.signed-in', 'account.throttled', 'account.passkey-doubted'),
  ),
  ...each(['POST /api/join/password', 'POST /api/join/passkey'], does('alters', 'account.joined')),
  'POST /api/sign-out': does('alters', 'account.signed-out'),
  'GET /api/desk': OWN_WAY_IN,
  'POST /api/me/resign': does('alters', 'account.disabled'),
  'GET /api/account': OWN_WAY_IN,
  ...each(['POST /api/account/authenticator/begin', 'POST /api/account/passkey/options'], OWN_WAY_IN),
  ...each(
    ['POST /api/account/password', 'POST /api/account/authenticator', 'POST /api/account/passkey'],
    does('alters', 'account.credential-set'),
  ),
  ...each(
    ['POST /api/account/password/remove', 'POST /api/account/passkey/remove'],
    does('alters', 'account.credential-removed'),
  ),
  ...each(
    ['POST /api/account/sessions/end', 'POST /api/account/sessions/end-others'],
    does('alters', 'account.signed-out'),
  ),
  'GET /api/people': OWN_STAFF,
  ...each(['POST /api/people/invite', 'POST /api/people/:id/invite'], does('alters', 'account.link-made')),
  ...each(
    ['POST /api/people/invite-at-provider', 'POST /api/people/:id/tie'],
    does('alters', 'account.identity-expected'),
  ),
  'POST /api/people/:id/host-user': does('alters', 'account.host-user-named'),
  'POST /api/people/:id/author': does('alters', 'account.author-stated'),
  'POST /api/people/:id/grant': does('alters', 'account.role-granted'),
  'POST /api/people/:id/revoke': does('alters', 'account.role-revoked'),
  'POST /api/people/:id/certify': does('alters', 'account.certified'),
  'POST /api/people/:id/disable': does('alters', 'account.disabled'),
  'POST /api/people/:id/enable': does('alters', 'account.enabled'),
  'GET /api/care': OWN_STAFF,
  'POST /api/care/stop': does('alters', 'care.stopped'),
  'POST /api/care/go-on': does('alters', 'care.resumed'),

  'GET /api/queue': LISTED,
  'GET /api/live': FIGURES,
  'POST /api/next': does('consults', 'item.claimed', 'control.step'),
  'GET /api/items/:id': does('consults', 'item.consulted', 'control.step'),
  'GET /api/items/:id/capture': doesNone('how a page was collected: no address, no title, no word of it'),
  'GET /api/items/:id/capture/picture': does('consults', 'capture.shown'),
  'POST /api/items/:id/claim': does('consults', 'item.claimed', 'control.step'),
  'POST /api/items/:id/translate': does('discloses', 'item.translated', 'control.step'),
  // The post is before whoever takes a step by an entry of its own: of a claim or a reading.
  'POST /api/items/:id/release': does('alters', 'item.released', 'control.step'),
  'POST /api/items/:id/judge': does('alters', 'item.judged', 'item.seconded', 'item.adjudicated'),
  'POST /api/items/:id/revise': does('alters', 'item.revised', 'control.step'),
  'POST /api/items/:id/conclude': does('alters', 'item.concluded', 'control.step'),
  'POST /api/items/:id/undo': does('alters', 'item.undone', 'control.step'),
  'POST /api/items/:id/protect': does('alters', 'item.protected'),
  'POST /api/items/:id/call-back': does('alters', 'export.recalled', 'notice.withdrawn'),
  ...each(['POST /api/items/:id/approve', 'POST /api/items/:id/refuse'], does('alters', 'item.overridden')),
  'POST /api/items/:id/doubt': does('alters', 'doubt.recorded'),
  'POST /api/items/:id/ask': does('alters', 'item.question-asked', 'control.step'),
  'GET /api/questions': LISTED,
  'POST /api/questions/:id/read': does('consults', 'item.question-read', 'control.step'),
  'POST /api/questions/:id/answer': does('alters', 'item.question-answered', 'control.step'),

  'GET /api/calibration': OWN_STAFF,
  'GET /api/practice': doesNone('invented posts that come with the program'),
  'POST /api/practice/:key': doesNone('an answer on an invented post; nothing of it is kept'),
  'GET /api/quality': OWN_STAFF,
  // Shares and counts by what posts are about, and of the team by language.
  'GET /api/fairness': FIGURES,
  'GET /api/fairness/:table': FIGURES,

  // Counters and tables say nothing of any one post.
  'GET /api/statistics': FIGURES,
  'GET /api/statistics/releases/:id/file': FIGURES,
  'POST /api/statistics/releases': does('alters', 'statistics.requested'),
  'POST /api/statistics/releases/:id/decide': does('alters', 'statistics.released', 'statistics.refused'),
  'POST /api/statistics/releases/:id/correct': does('alters', 'statistics.corrected'),

  'GET /api/contests': LISTED,
  'POST /api/contests/:id/examine': does('consults', 'contest.examined'),
  'POST /api/contests/:id/decide': does('erases', 'contest.decided', 'posts.erased'),
  'GET /api/cases': LISTED,
  'GET /api/cases/:id': LISTED,
  'GET /api/offers': LISTED,
  'POST /api/cases': does('alters', 'case.opened'),
  'POST /api/cases/:id/items': does('combines', 'case.item-added'),
  'POST /api/cases/:id/close': does('alters', 'case.closed'),
  'POST /api/cases/:id/names': does('alters', 'identity.requested'),
  'POST /api/cases/:id/exports': does('alters', 'export.requested'),
  'POST /api/exports/:id/approve': does('alters', 'export.approved'),
  'POST /api/exports/:id/refuse': does('alters', 'export.refused'),
  // A list of notices names platforms and states; one that is opened shows what it says.
  'GET /api/notices': LISTED,
  'GET /api/notices/:id': does('consults', 'notice.read'),
  'POST /api/cases/:id/notices/prepare': does('consults', 'notice.prepared'),
  ...each(['POST /api/notices', 'POST /api/notices/:id/edit'], does('alters', 'notice.drafted')),
  'POST /api/notices/:id/confirm': does('alters', 'notice.confirmed'),
  'POST /api/notices/:id/file': does('discloses', 'notice.exported'),
  'POST /api/notices/:id/sent': does('alters', 'notice.sent', 'notice.withdrawn'),
  'POST /api/notices/:id/outcome': does('alters', 'notice.answered'),
  'POST /api/notices/:id/withdraw': does('alters', 'notice.withdrawn'),
  'POST /api/notices/:id/correction': doesNone('a letter that names a notice, and nothing of the post'),
  'POST /api/notices/:id/corrected': does('alters', 'notice.corrected'),
  ...each(
    ['GET /api/tellings', 'GET /api/tellings/:id'],
    doesNone(
      'what was done, days and what colleagues wrote of them: no word of a post, its author or its address',
    ),
  ),
  'POST /api/tellings/:id/letters': does('consults', 'telling.drafted'),
  'POST /api/tellings/:id/record': does('alters', 'telling.told', 'telling.put-off'),
  'POST /api/tellings/:id/settle': does('alters', 'telling.approved', 'telling.refused'),
  'GET /api/names': doesNone('what a colleague wrote to ask for a name; nothing of the post'),
  'POST /api/names/:id/approve': does('alters', 'identity.approved'),
  'POST /api/names/:id/refuse': does('alters', 'identity.refused'),
  'POST /api/items/:id/names': does('consults', 'identity.read'),
  'POST /api/items/:id/break-glass': does('consults', 'identity.glass-broken'),

  ...each(['GET /api/oversight', 'GET /api/log', 'POST /api/log/check'], FIGURES),
  'GET /api/coverage': doesNone(
    'counts by months; what is scored for it is invented and comes with the rules',
  ),
  'GET /api/log/entries': doesNone('positions, kinds and ids of entries, without what they say'),
  'POST /api/log/read': does('consults', 'log.read'),
  ...each(
    ['GET /api/audits', 'GET /api/audits/:id'],
    doesNone('positions in the log and ids of items; each record is opened by itself'),
  ),
  'POST /api/audits': does('alters', 'audit.announced'),
  'POST /api/audits/:id/draw': does('alters', 'audit.drawn'),
  'POST /api/records/:id/record': does('consults', 'log.read'),
  'POST /api/records/:id/replay': does('consults', 'item.replayed'),
  'POST /api/records/:id/content': does('consults', 'item.consulted'),
  ...each(['GET /api/rules', 'GET /api/rules/:id'], doesNone('rules, which hold nothing of posts')),
  'POST /api/rules/:id/lift': does('alters', 'rule.lift-approved', 'rule.lifted'),

  ...each(
    ['POST /api/try', 'POST /api/try/packs'],
    doesNone('a text that the person typed; nothing of it is kept'),
  ),
  'POST /api/sources/:id/try': does('consults', 'source.tried'),
};

import type { Hono } from 'hono';
import { z } from 'zod';
import {
  AccountName,
  Certificate,
  FORBIDDEN_PAIRS,
  isOverdue,
  OsUser,
  ProviderIdentity,
  Role,
  RuleAuthor,
} from '../../queue/contracts/index.ts';
import { personOf } from '../auth/guard-routes.ts';
import { requireFreshSignIn } from '../auth/session-cookie.ts';
import type { AppContext, AppEnvironment } from '../environment.ts';
import { Nothing, readBody } from '../read-input.ts';
import type { InviteView, PeopleView } from '../wire.ts';
import { providerOf } from './provider.ts';

const Invite = z.strictObject({
  name: AccountName,
  roles: z.array(Role).min(1, 'expected at least one role'),
});
const InviteAtProvider = Invite.extend({ identity: ProviderIdentity });
const Tie = z.strictObject({ identity: ProviderIdentity });
const HostUser = z.strictObject({ osUser: OsUser.nullable() });
const Author = z.strictObject({ author: RuleAuthor.nullable() });
const OneRole = z.strictObject({ role: Role });

/** Lets somebody in, or lets them do more: through a page that was left open, whoever finds it would be let in. */
const LETTING_IN = [
  'invite',
  'invite-at-provider',
  ':id/invite',
  ':id/tie',
  ':id/grant',
  ':id/enable',
  // Whose word a user of the host gives, and whether somebody may judge what their own rules found.
  ':id/host-user',
  ':id/author',
  // A training opens a language, or the protection lane.
  ':id/certify',
];

/** `/api/people`: who works here, what they may do and are trained for, and what the team lacks. */
export function peopleRoutes(app: Hono<AppEnvironment>): void {
  for (const path of LETTING_IN) app.post(`/api/people/${path}`, requireFreshSignIn());
  // It is for good: nobody but the host gives oversight back.
  app.post('/api/me/resign', requireFreshSignIn());

  app.get('/api/people', async (context) => {
    const { accounts, gaps: readGaps, reviewPolicy, clock, identityProvider } = context.get('dashboard');
    const [people, found] = await Promise.all([accounts.list(), readGaps()]);
    const now = clock.now();
    const view: PeopleView = {
      people,
      gaps: found.map((gap) => ({ ...gap, isOverdue: isOverdue(gap, reviewPolicy.unreadHours, now) })),
      roles: Role.options,
      forbidden: FORBIDDEN_PAIRS,
      provider: identityProvider?.name ?? null,
    };
    return context.json(view);
  });

  app.post('/api/people/invite', async (context) => {
    const { name, roles } = await readBody(context, Invite);
    const { token, expiresAt } = await context
      .get('dashboard')
      .accounts.invite(personOf(context), name, [...new Set(roles)]);
    return context.json({ token, expiresAt } satisfies InviteView);
  });

  app.post('/api/people/invite-at-provider', async (context) => {
    const { name, roles, identity } = await readBody(context, InviteAtProvider);
    const { accounts } = context.get('dashboard');
    const whom = { ...identity, issuer: providerOf(context).issuer };
    return context.json(await accounts.inviteAtProvider(personOf(context), name, [...new Set(roles)], whom));
  });

  app.post('/api/people/:id/tie', async (context) => {
    const { identity } = await readBody(context, Tie);
    const { accounts } = context.get('dashboard');
    const whom = { ...identity, issuer: providerOf(context).issuer };
    return context.json(await accounts.tieToProvider(personOf(context), idOf(context), whom));
  });

  app.post('/api/people/:id/invite', async (context) => {
    await readBody(context, Nothing);
    const { token, expiresAt } = await context
      .get('dashboard')
      .accounts.inviteAgain(personOf(context), idOf(context));
    return context.json({ token, expiresAt } satisfies InviteView);
  });

  app.post('/api/people/:id/host-user', async (context) => {
    const { osUser } = await readBody(context, HostUser);
    const { accounts } = context.get('dashboard');
    return context.json(await accounts.nameHostUser(personOf(context), idOf(context), osUser));
  });

  app.post('/api/people/:id/author', async (context) => {
    const { author } = await readBody(context, Author);
    const { accounts } = context.get('dashboard');
    return context.json(await accounts.stateAuthor(personOf(context), idOf(context), author));
  });

  for (const change of ['grant', 'revoke'] as const) {
    app.post(`/api/people/:id/${change}`, async (context) => {
      const { role } = await readBody(context, OneRole);
      const { accounts } = context.get('dashboard');
      return context.json(await accounts[change](personOf(context), idOf(context), role));
    });
  }

  app.post('/api/people/:id/certify', async (context) => {
    const certificate = await readBody(context, Certificate);
    const { accounts } = context.get('dashboard');
    return context.json(await accounts.certify(personOf(context), idOf(context), certificate));
  });

  for (const change of ['disable', 'enable'] as const) {
    app.post(`/api/people/:id/${change}`, async (context) => {
      await readBody(context, Nothing);
      const { accounts } = context.get('dashboard');
      return context.json(await accounts[change](personOf(context), idOf(context)));
    });
  }

  app.post('/api/me/resign', async (context) => {
    await readBody(context, Nothing);
    await context.get('dashboard').accounts.resign(personOf(context));
    return context.body(null, 204);
  });
}

function idOf(context: AppContext): string {
  return context.req.param('id') ?? '';
}

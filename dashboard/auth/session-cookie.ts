import type { MiddlewareHandler } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { SESSION_HOURS, type SessionToken } from '../../queue/accounts/index.ts';
import { AppError } from '../../queue/runtime/errors.ts';
import type { AppContext, AppEnvironment } from '../environment.ts';
import { UNATTENDED } from '../wire-headers.ts';

const NAME = 'vigie';

/** What the browser adds to the name, and holds us to: this host only, every path, secure. */
const PREFIX = 'host';

/** Looks up who sends the request, by what the records say at this moment. */
export function readSession(): MiddlewareHandler<AppEnvironment> {
  return async (context, next) => {
    const { whoIs } = context.get('dashboard');
    context.set('signedIn', await whoIs(tokenOf(context), { isUse: isUse(context) }));
    await next();
  };
}

/** Whether somebody did something. A stream is opened by the page itself, again whenever it broke, and sends no header. */
function isUse({ req }: AppContext): boolean {
  return req.path !== '/api/live' && req.header(UNATTENDED) === undefined;
}

/** What the browser showed; whether it opens anything the records say. */
export function tokenOf(context: AppContext): SessionToken | undefined {
  return getCookie(context, NAME, PREFIX);
}

/** @throws AppError `session.none` */
export function sessionOf(context: AppContext): SessionToken {
  const token = tokenOf(context);
  if (token === undefined) throw new AppError('session.none', 'Expected a session, found no cookie of one.');
  return token;
}

/** Lets pass who signed in a short while ago. In a demonstration one click signs anybody in, and proves nothing. */
export function requireFreshSignIn(): MiddlewareHandler<AppEnvironment> {
  return async (context, next) => {
    const { accounts, isDemo } = context.get('dashboard');
    if (!isDemo) await accounts.requireFresh(sessionOf(context));
    await next();
  };
}

/**
 * The session's token goes where no script can read it and no other site can send it from. It is a new one at every
 * sign-in; the one before it, if any, ends.
 */
export async function startSession(context: AppContext, token: SessionToken): Promise<void> {
  await endSession(context);
  setCookie(context, NAME, token, {
    prefix: PREFIX,
    path: '/',
    secure: true,
    httpOnly: true,
    sameSite: 'Strict',
    maxAge: SESSION_HOURS * 3600,
  });
}

export async function endSession(context: AppContext): Promise<void> {
  const token = tokenOf(context);
  if (token === undefined) return;
  const { accounts, live } = context.get('dashboard');
  await accounts.signOut(token);
  // Pages that are still open under it hear that at once.
  const person = context.get('signedIn');
  if (person !== null) live.recheck(person.id);
  deleteCookie(context, NAME, { prefix: PREFIX, path: '/', secure: true });
}

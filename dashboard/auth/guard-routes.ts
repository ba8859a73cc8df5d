import { createHash, timingSafeEqual } from 'node:crypto';
import type { Hono, MiddlewareHandler } from 'hono';
import type { SignedIn } from '../../queue/accounts/index.ts';
import { AppError } from '../../queue/runtime/errors.ts';
import { type Access, passes, ROUTES } from '../access.ts';
import type { AppContext, AppEnvironment } from '../environment.ts';
import { PERSON } from '../wire-headers.ts';

const guards = new WeakSet<MiddlewareHandler<AppEnvironment>>();

/** Puts a guard in front of every route of the table; called before the routes themselves are added. */
export function guardRoutes(app: Hono<AppEnvironment>): void {
  for (const { method, path, access } of ROUTES) {
    const guard = guardOf(access);
    guards.add(guard);
    app.on(method, path, guard);
  }
}

/**
 * Deny by default, when the application is built and not when somebody asks.
 * @throws Error for a route without a row in the table, and for a row without a route
 */
export function requireEveryRouteGuarded(app: Hono<AppEnvironment>): void {
  const key = ({ method, path }: { method: string; path: string }) => `${method} ${path}`;
  const rows = new Set(ROUTES.map(key));
  const handled = new Set(
    app.routes.filter(({ method, handler }) => method !== 'ALL' && !guards.has(handler)).map(key),
  );
  const open = [...handled].filter((name) => !rows.has(name));
  const empty = [...rows].filter((name) => !handled.has(name));
  if (open.length + empty.length === 0) return;
  throw new Error(
    `expected dashboard/access.ts to list every route; without a row: ${open.join(', ') || 'none'}; without a route: ${empty.join(', ') || 'none'}`,
  );
}

/** Who is signed in, for routes whose row asks for somebody. */
export function personOf(context: AppContext): SignedIn {
  const person = context.get('signedIn');
  if (person === null) throw signedOut();
  return person;
}

function guardOf(access: Access): MiddlewareHandler<AppEnvironment> {
  return async (context, next) => {
    const person = context.get('signedIn');
    // Before their roles: that somebody else's are asked is what the page does not know.
    if (access !== 'public' && person !== null) requirePage(context, person);
    if (!passes(access, person?.roles ?? null) && !isScraper(access, context)) {
      const { logger } = context.get('dashboard');
      logger.warn({ actor: person?.id ?? null, path: context.req.path }, 'request refused');
      throw person === null ? signedOut() : notYours();
    }
    await next();
  };
}

/** A page says whose it is, for its stream by the address, which can have no header; whoever asks without a page does not. */
function requirePage(context: AppContext, person: SignedIn): void {
  const { req } = context;
  const owner = req.header(PERSON) ?? (req.path === '/api/live' ? req.query('person') : undefined);
  if (owner === undefined || owner === person.id) return;
  context.get('dashboard').logger.warn({ actor: person.id, path: req.path }, 'page of another person');
  throw new AppError(
    'session.other',
    'Expected a page of whoever is signed in, found one of somebody else. Nothing was done; open the page again.',
  );
}

/** A machine that reads figures shows a token of its own; it opens nothing else. */
function isScraper(access: Access, context: AppContext): boolean {
  const { metricsToken } = context.get('dashboard');
  if (typeof access === 'string' || access.action !== 'metrics.read' || metricsToken === undefined)
    return false;
  const given = context.req.header('authorization') ?? '';
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(`Bearer ${metricsToken}`));
}

function signedOut(): AppError {
  return new AppError(
    'session.none',
    'Expected somebody who is signed in, found no session that is in force.',
  );
}

function notYours(): AppError {
  return new AppError('request.forbidden', 'Expected a role that may do this; yours may not.');
}

import type { MiddlewareHandler } from 'hono';
import { AppError } from '../queue/runtime/errors.ts';
import type { AppContext, AppEnvironment } from './environment.ts';
import { isLoopbackHost } from './loopback.ts';
import { problem } from './problem.ts';

const METHODS = ['GET', 'HEAD', 'POST'];

/**
 * Refuses what a page of another site could make a reviewer's browser send: a host name that was rebound to this
 * machine, a request from another origin, a form post. Runs before any route.
 */
export function requestGuard(): MiddlewareHandler<AppEnvironment> {
  return async (context, next) => {
    const { method } = context.req;
    if (!METHODS.includes(method)) return methodNotAllowed(context, METHODS);
    checkHost(context);
    if (context.req.path.startsWith('/api/')) {
      checkAddress(context);
      checkOrigin(context);
      if (method === 'POST') checkJson(context);
    }
    await next();
    return undefined;
  };
}

export function methodNotAllowed(context: AppContext, allowed: readonly string[]): Response {
  context.header('Allow', allowed.join(', '));
  return problem(context, {
    title: 'Method not allowed',
    status: 405,
    code: 'method.not-allowed',
    detail: `Expected ${allowed.join(', ')}, found ${context.req.method.slice(0, 20)}.`,
  });
}

/**
 * The `Host` must be a loopback name and the very port we listen on, or the one name under which a proxy shows us; only
 * then can no foreign name lead here.
 */
function checkHost(context: AppContext): void {
  const host = hostOf(context);
  if (publicOriginOf(context) !== undefined) return;
  // With `app.request()` there are no bindings at all.
  const { incoming, isPortMapped = false } = context.env ?? {};
  const port = isPortMapped ? undefined : incoming?.socket.localPort;
  if (isLoopbackHost(host, port)) return;
  throw new AppError(
    'request.forbidden',
    'Expected a loopback address with the port of this dashboard as Host (127.0.0.1, [::1] or localhost). Open the address that Vigie printed at start.',
  );
}

/** The database takes no U+0000, so nothing has a name with one. */
function checkAddress(context: AppContext): void {
  if (!context.req.path.includes('%00') && !context.req.path.includes('\0')) return;
  throw new AppError(
    'item.not-found',
    'Expected the name of something, found one with U+0000, which nothing has.',
  );
}

function checkOrigin(context: AppContext): void {
  const isWrite = context.req.method === 'POST';
  const site = context.req.header('sec-fetch-site');
  const isSameSite = site === undefined || site === 'same-origin' || (site === 'none' && !isWrite);
  const origin = context.req.header('origin');
  const isSameOrigin = origin === undefined || origin === originOf(context);
  // A browser sends one of them with every change; a program says whose page it stands for.
  const isNamed = !isWrite || site !== undefined || origin !== undefined;
  if (isSameSite && isSameOrigin && isNamed) return;
  throw new AppError(
    'request.forbidden',
    'Expected a request from the dashboard itself, found another origin.',
  );
}

function checkJson(context: AppContext): void {
  const type = context.req.header('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (type === 'application/json') return;
  throw new AppError(
    'input.invalid',
    `Expected Content-Type application/json, found ${type === undefined ? 'none' : 'another one'}.`,
  );
}

/** Where the browser stands that sends a request, once its `Host` was checked. */
export function originOf(context: AppContext): string {
  return publicOriginOf(context) ?? `http://${hostOf(context)}`;
}

/** The configured origin, when the request came under its name. */
export function publicOriginOf(context: AppContext): string | undefined {
  const { publicOrigin } = context.get('dashboard');
  return publicOrigin !== undefined && new URL(publicOrigin).host === hostOf(context)
    ? publicOrigin
    : undefined;
}

function hostOf(context: AppContext): string {
  return (context.req.header('host') ?? new URL(context.req.url).host).toLowerCase();
}

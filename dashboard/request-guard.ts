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

/** The `Host` must be a loopback name and the very port we listen on; only then can no foreign name lead here. */
function checkHost(context: AppContext): void {
  const host = hostOf(context);
  // With `app.request()` there are no bindings at all.
  const { incoming, isPortMapped = false } = context.env ?? {};
  const port = isPortMapped ? undefined : incoming?.socket.localPort;
  if (isLoopbackHost(host, port)) return;
  throw new AppError(
    'request.forbidden',
    'Expected a loopback address with the port of this dashboard as Host (127.0.0.1, [::1] or localhost). Open the address that Vigie printed at start.',
  );
}

function checkOrigin(context: AppContext): void {
  const isWrite = context.req.method === 'POST';
  const site = context.req.header('sec-fetch-site');
  const isSameSite = site === undefined || site === 'same-origin' || (site === 'none' && !isWrite);
  const origin = context.req.header('origin');
  const isSameOrigin = origin === undefined || origin === `http://${hostOf(context)}`;
  if (isSameSite && isSameOrigin) return;
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

function hostOf(context: AppContext): string {
  return (context.req.header('host') ?? new URL(context.req.url).host).toLowerCase();
}

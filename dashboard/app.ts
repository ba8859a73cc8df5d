import { randomUUID } from 'node:crypto';
import { Hono, type MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { AppError, messageOf } from '../queue/runtime/errors.ts';
import type { DashboardContext } from './context.ts';
import type { AppEnvironment } from './environment.ts';
import { handleError } from './error-handler.ts';
import { methodNotAllowed, requestGuard } from './request-guard.ts';
import { deskRoutes } from './routes/desk.ts';
import { healthRoutes } from './routes/health.ts';
import { itemRoutes } from './routes/items.ts';
import { pageRoutes } from './routes/pages.ts';
import { queueRoutes } from './routes/queue.ts';
import { sourceRoutes } from './routes/sources.ts';
import { statusRoutes } from './routes/status.ts';
import { tryRoutes } from './routes/try.ts';
import { securityHeaders } from './security-headers.ts';

const MAX_BODY_BYTES = 64 * 1024;

/** The dashboard's HTTP application. It builds and never listens; `serveDashboard` does that. */
export function createApp(dashboard: DashboardContext): Hono<AppEnvironment> {
  const app = new Hono<AppEnvironment>();
  app.onError(handleError);
  app.use(async (context, next) => {
    context.set('dashboard', dashboard);
    context.set('reference', randomUUID());
    await next();
  });
  app.use(securityHeaders());
  app.use(requestGuard());
  app.use(bodyLimit({ maxSize: MAX_BODY_BYTES, onError: refuseBody }));
  app.use(onlyErrors());
  healthRoutes(app);
  statusRoutes(app);
  sourceRoutes(app);
  deskRoutes(app);
  queueRoutes(app);
  itemRoutes(app);
  tryRoutes(app);
  refuseOtherMethods(app);
  pageRoutes(app);
  return app;
}

/** Hono hands only `Error`s to its error handler; anything else thrown would leave without an answer of ours. */
function onlyErrors(): MiddlewareHandler<AppEnvironment> {
  return async (_context, next) => {
    try {
      await next();
    } catch (thrown) {
      throw thrown instanceof Error ? thrown : new Error(messageOf(thrown));
    }
  };
}

function refuseBody(): never {
  throw new AppError(
    'input.too-large',
    `Expected a body of at most ${MAX_BODY_BYTES} bytes, found a larger one.`,
  );
}

/** A known API address with the other method answers 405 with `Allow`, not 404. */
function refuseOtherMethods(app: Hono<AppEnvironment>): void {
  const known = app.routes.filter(({ path, method }) => path.startsWith('/api/') && method !== 'ALL');
  for (const { path, method } of known) {
    const allowed = method === 'GET' ? ['GET', 'HEAD'] : [method];
    app.all(path, (context) => methodNotAllowed(context, allowed));
  }
}

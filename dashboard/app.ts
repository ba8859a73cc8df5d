import { randomUUID } from 'node:crypto';
import { Hono, type MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { AppError, messageOf } from '../queue/runtime/errors.ts';
import { guardRoutes, requireEveryRouteGuarded } from './auth/guard-routes.ts';
import { readSession } from './auth/session-cookie.ts';
import type { DashboardContext } from './context.ts';
import type { AppEnvironment } from './environment.ts';
import { handleError } from './error-handler.ts';
import { OPERATIONS } from './operations.ts';
import { methodNotAllowed, requestGuard } from './request-guard.ts';
import { requireEveryRouteMapped } from './route-operations.ts';
import { accountRoutes } from './routes/account.ts';
import { captureRoutes } from './routes/captures.ts';
import { careRoutes } from './routes/care.ts';
import { caseRoutes } from './routes/cases.ts';
import { contestRoutes } from './routes/contests.ts';
import { deskRoutes } from './routes/desk.ts';
import { fairnessRoutes } from './routes/fairness.ts';
import { healthRoutes } from './routes/health.ts';
import { itemRoutes } from './routes/items.ts';
import { joinRoutes } from './routes/join.ts';
import { liveRoutes } from './routes/live.ts';
import { logRoutes } from './routes/log.ts';
import { nameRoutes } from './routes/names.ts';
import { noticeRoutes } from './routes/notices.ts';
import { oversightRoutes } from './routes/oversight.ts';
import { pageRoutes } from './routes/pages.ts';
import { passkeyRoutes } from './routes/passkeys.ts';
import { peopleRoutes } from './routes/people.ts';
import { providerRoutes } from './routes/provider.ts';
import { qualityRoutes } from './routes/quality.ts';
import { questionRoutes } from './routes/questions.ts';
import { queueRoutes } from './routes/queue.ts';
import { ruleRoutes } from './routes/rules.ts';
import { signInRoutes } from './routes/sign-in.ts';
import { sourceRoutes } from './routes/sources.ts';
import { statisticsRoutes } from './routes/statistics.ts';
import { statusRoutes } from './routes/status.ts';
import { tellingRoutes } from './routes/tellings.ts';
import { translateRoutes } from './routes/translate.ts';
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
  app.use(readSession());
  guardRoutes(app);
  healthRoutes(app);
  signInRoutes(app);
  joinRoutes(app);
  passkeyRoutes(app);
  providerRoutes(app);
  accountRoutes(app);
  peopleRoutes(app);
  statusRoutes(app);
  statisticsRoutes(app);
  sourceRoutes(app);
  deskRoutes(app);
  careRoutes(app);
  queueRoutes(app);
  liveRoutes(app);
  itemRoutes(app);
  captureRoutes(app);
  questionRoutes(app);
  translateRoutes(app);
  qualityRoutes(app);
  fairnessRoutes(app);
  contestRoutes(app);
  caseRoutes(app);
  nameRoutes(app);
  noticeRoutes(app);
  tellingRoutes(app);
  oversightRoutes(app);
  logRoutes(app);
  ruleRoutes(app);
  tryRoutes(app);
  refuseOtherMethods(app);
  pageRoutes(app);
  requireEveryRouteGuarded(app);
  requireEveryRouteMapped(app, OPERATIONS, 'dashboard/operations.ts');
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

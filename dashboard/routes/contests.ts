import type { Hono } from 'hono';
import { CONTEST_REASONS, ContestRuling } from '../../queue/contracts/index.ts';
import { personOf } from '../auth/guard-routes.ts';
import type { AppContext, AppEnvironment } from '../environment.ts';
import { Nothing, readBody } from '../read-input.ts';
import type { ContestsView } from '../wire-casework.ts';

/** `/api/contests`: what people outside say of items, decided by somebody who took no part. */
export function contestRoutes(app: Hono<AppEnvironment>): void {
  app.get('/api/contests', async (context) => {
    const contests = await context.get('dashboard').contests.openContests(personOf(context));
    return context.json({ contests, reasons: CONTEST_REASONS } satisfies ContestsView);
  });

  // No GET: whoever opens a contest is on record, and its receipt says that somebody looks at it.
  app.post('/api/contests/:id/examine', async (context) => {
    await readBody(context, Nothing);
    return context.json(await context.get('dashboard').contests.examine(personOf(context), idOf(context)));
  });

  app.post('/api/contests/:id/decide', async (context) => {
    const ruling = await readBody(context, ContestRuling);
    await context.get('dashboard').contests.decideContest(personOf(context), idOf(context), ruling);
    return context.body(null, 204);
  });
}

function idOf(context: AppContext): string {
  return context.req.param('id') ?? '';
}

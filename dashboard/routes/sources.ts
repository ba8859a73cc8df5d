import type { Hono } from 'hono';
import { AppError } from '../../queue/runtime/errors.ts';
import { personOf } from '../auth/guard-routes.ts';
import type { AppEnvironment } from '../environment.ts';
import { metricsText } from '../metrics-text.ts';
import { Nothing, readBody } from '../read-input.ts';

const SOURCE_ID = /^[a-z0-9][a-z0-9-]{0,62}$/;
/** `/api/sources`: how each source has been doing; `/api/sources/:id/try`: what it would bring; `/metrics`: both as numbers. */
export function sourceRoutes(app: Hono<AppEnvironment>): void {
  app.get('/api/sources', async (context) => {
    const { sources } = context.get('dashboard');
    return context.json({ sources: await sources() });
  });

  app.post('/api/sources/:id/try', async (context) => {
    await readBody(context, Nothing);
    const id = context.req.param('id');
    if (!SOURCE_ID.test(id)) {
      throw new AppError('item.not-found', 'Expected the id of a source, found something that is none.');
    }
    const { trySource } = context.get('dashboard');
    return context.json(await trySource(id, personOf(context).id));
  });

  app.get('/metrics', async (context) => {
    const { status, sources, reportDuty, tellingCounts, alertCounts, contestCounts, ruleErrors } =
      context.get('dashboard');
    return context.body(
      metricsText({
        status: await status(),
        sources: await sources(),
        report: await reportDuty(),
        tellings: await tellingCounts(),
        alerts: await alertCounts(),
        contests: await contestCounts(),
        ruleErrors: await ruleErrors(),
      }),
      200,
      {
        'Content-Type': 'text/plain; version=0.0.4; charset=utf-8',
      },
    );
  });
}

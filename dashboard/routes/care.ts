import type { Hono } from 'hono';
import { z } from 'zod';
import { personOf } from '../auth/guard-routes.ts';
import type { AppEnvironment } from '../environment.ts';
import { Nothing, readBody } from '../read-input.ts';
import type { CareView } from '../wire.ts';

/** Only the person's own clock knows when their day ends. */
const Stop = z.strictObject({ until: z.iso.datetime() });
/** `/api/care`: no more posts today, and going on all the same. Nobody else is asked, or told. */
export function careRoutes(app: Hono<AppEnvironment>): void {
  app.get('/api/care', async (context) => {
    const view: CareView = { rest: await context.get('dashboard').desk.rest(personOf(context)) };
    return context.json(view);
  });

  app.post('/api/care/stop', async (context) => {
    const { until } = await readBody(context, Stop);
    await context.get('dashboard').desk.stop(personOf(context), new Date(until));
    return context.body(null, 204);
  });

  app.post('/api/care/go-on', async (context) => {
    await readBody(context, Nothing);
    await context.get('dashboard').desk.goOn(personOf(context));
    return context.body(null, 204);
  });
}

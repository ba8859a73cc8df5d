import type { Hono } from 'hono';
import type { AppEnvironment } from '../environment.ts';

/** `/api/status`: counts from the beginning, and the size and root of the transparency log. */
export function statusRoutes(app: Hono<AppEnvironment>): void {
  app.get('/api/status', async (context) => context.json(await context.get('dashboard').status()));
}

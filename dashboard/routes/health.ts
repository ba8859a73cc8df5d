import type { Hono } from 'hono';
import { messageOf } from '../../queue/runtime/errors.ts';
import type { AppContext, AppEnvironment } from '../environment.ts';
import type { HealthReport } from '../wire.ts';

/** A probe must hear something even when a collaborator hangs. */
const PATIENCE_MS = 2000;

/** `/livez` and `/readyz`: 200 or 503, always with JSON that says why. */
export function healthRoutes(app: Hono<AppEnvironment>): void {
  app.get('/livez', async (context) => {
    const { live, reasons } = await report(context);
    return context.json({ live, reasons }, live ? 200 : 503);
  });
  app.get('/readyz', async (context) => {
    const { live, ready, reasons } = await report(context);
    const isReady = live && ready;
    return context.json({ ready: isReady, reasons }, isReady ? 200 : 503);
  });
}

async function report(context: AppContext): Promise<HealthReport> {
  const { health, logger } = context.get('dashboard');
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<HealthReport>((resolve) => {
    // The process does answer, so it is live; what it depends on is not ready.
    const reasons = [`the health check did not answer within ${PATIENCE_MS / 1000} s`];
    timer = setTimeout(() => resolve({ live: true, ready: false, reasons }), PATIENCE_MS);
  });
  try {
    return await Promise.race([health(), silence]);
  } catch (error) {
    logger.error({ error: messageOf(error) }, 'health check failed');
    return { live: true, ready: false, reasons: ['the health check itself failed; see the process log'] };
  } finally {
    clearTimeout(timer);
  }
}

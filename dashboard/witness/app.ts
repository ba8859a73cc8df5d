import { createHash } from 'node:crypto';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Witness } from '../../queue/log/index.ts';
import type { Logger } from '../../queue/runtime/logger.ts';
import { requireEveryRouteMapped } from '../route-operations.ts';
import { WITNESS_OPERATIONS } from './operations.ts';

/** A checkpoint with many signatures and the longest proof stay far below this. */
const MAX_BODY_BYTES = 64 * 1024;

/**
 * A witness over HTTP (C2SP tlog-witness v1.0.0): `add-checkpoint`, and the newest cosigned checkpoint of each log. It builds and
 * never listens.
 * @param origins of the logs that the witness knows
 */
export function createWitnessApp(witness: Witness, origins: readonly string[], logger: Logger): Hono {
  const app = new Hono();
  const byHash = new Map(
    origins.map((origin) => [createHash('sha256').update(origin).digest('hex'), origin]),
  );
  app.onError((error, c) => {
    logger.error({ error: error.message }, 'a request to the witness failed');
    return c.text('the witness could not answer; nothing was cosigned\n', 500);
  });
  app.use(async (c, next) => {
    await next();
    c.res.headers.set('Content-Security-Policy', "default-src 'none'");
    c.res.headers.set('X-Content-Type-Options', 'nosniff');
    c.res.headers.set('Cache-Control', 'no-store');
  });
  const limit = bodyLimit({ maxSize: MAX_BODY_BYTES, onError: (c) => c.text('too large\n', 413) });
  app.post('/add-checkpoint', limit, async (c) => {
    const { status, type, body } = await witness.addCheckpoint(await c.req.text());
    return c.body(body, status, { 'Content-Type': type });
  });
  app.get('/:hash/checkpoint', async (c) => {
    const origin = byHash.get(c.req.param('hash'));
    const witnessed = origin === undefined ? null : await witness.newest(origin);
    return witnessed === null
      ? c.text('no cosigned checkpoint of this log\n', 404)
      : c.body(witnessed.note, 200, { 'Content-Type': 'text/plain; charset=utf-8' });
  });
  requireEveryRouteMapped(app, WITNESS_OPERATIONS, 'dashboard/witness/operations.ts');
  return app;
}

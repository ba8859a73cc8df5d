import type { Hono } from 'hono';
import { BreakGlass } from '../../queue/contracts/index.ts';
import { UNMASKED_MINUTES } from '../../queue/review/case-port.ts';
import { personOf } from '../auth/guard-routes.ts';
import type { AppEnvironment } from '../environment.ts';
import { Nothing, readBody, readNumber } from '../read-input.ts';
import type { WaitingView } from '../wire-casework.ts';

/**
 * Who wrote a post: one item at a time, by a POST, because each reading is logged. `/api/names` is what somebody who
 * holds keys answers; it shows no name (ACC-04).
 */
export function nameRoutes(app: Hono<AppEnvironment>): void {
  app.get('/api/names', async (context) => {
    const requests = await context.get('dashboard').names.waiting(personOf(context));
    return context.json({ requests, minutes: UNMASKED_MINUTES } satisfies WaitingView);
  });

  for (const word of ['approve', 'refuse'] as const) {
    app.post(`/api/names/:id/${word}`, async (context) => {
      await readBody(context, Nothing);
      const { names } = context.get('dashboard');
      await names.settle(personOf(context), readNumber(context, 'a request'), word);
      return context.body(null, 204);
    });
  }

  app.post('/api/items/:id/names', async (context) => {
    await readBody(context, Nothing);
    const { names } = context.get('dashboard');
    return context.json(await names.read(personOf(context), context.req.param('id')));
  });

  app.post('/api/items/:id/break-glass', async (context) => {
    const { justification } = await readBody(context, BreakGlass.omit({ itemId: true }));
    const { names } = context.get('dashboard');
    const itemId = context.req.param('id');
    return context.json({ identities: await names.breakGlass(personOf(context), { itemId, justification }) });
  });
}

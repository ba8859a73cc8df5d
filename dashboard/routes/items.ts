import type { Hono } from 'hono';
import { z } from 'zod';
import { Judgment } from '../../queue/contracts/index.ts';
import type { ItemContent } from '../../queue/review/port.ts';
import { AppError } from '../../queue/runtime/errors.ts';
import type { AppContext, AppEnvironment } from '../environment.ts';
import { itemView } from '../item-view.ts';
import { readBody } from '../read-input.ts';

const ITEM_ID = /^[A-Za-z0-9_-]{1,128}$/;

/** A step without content still needs a JSON object, so that no form of another site can send it. */
const Nothing = z.strictObject({});

/** `/api/items/:id` and one route per step of the desk. */
export function itemRoutes(app: Hono<AppEnvironment>): void {
  app.get('/api/items/:id', async (context) => {
    const { desk, actor } = context.get('dashboard');
    return answer(context, await desk.view(actor, itemId(context)));
  });

  app.post('/api/items/:id/release', async (context) => {
    const { desk, actor } = context.get('dashboard');
    await readBody(context, Nothing);
    await desk.release(actor, itemId(context));
    return context.body(null, 204);
  });

  for (const step of ['claim', 'conclude', 'undo'] as const) {
    app.post(`/api/items/:id/${step}`, async (context) => {
      const { desk, actor } = context.get('dashboard');
      await readBody(context, Nothing);
      return answer(context, await desk[step](actor, itemId(context)));
    });
  }

  for (const step of ['judge', 'revise'] as const) {
    app.post(`/api/items/:id/${step}`, async (context) => {
      const { desk, actor } = context.get('dashboard');
      const judgment = await readBody(context, Judgment);
      return answer(context, await desk[step](actor, itemId(context), judgment));
    });
  }
}

function itemId(context: AppContext): string {
  const id = context.req.param('id') ?? '';
  if (ITEM_ID.test(id)) return id;
  throw new AppError('item.not-found', 'Expected the id of an item, found something that is none.');
}

function answer(context: AppContext, item: ItemContent): Response {
  return context.json(itemView(item, context.get('dashboard').rule));
}

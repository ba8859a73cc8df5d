import type { Hono } from 'hono';
import { z } from 'zod';
import { Doubt, Judgment, ProtectReason } from '../../queue/contracts/index.ts';
import type { ItemContent } from '../../queue/review/port.ts';
import { AppError } from '../../queue/runtime/errors.ts';
import { personOf } from '../auth/guard-routes.ts';
import type { AppContext, AppEnvironment } from '../environment.ts';
import { itemView } from '../item-view.ts';
import { Nothing, readBody } from '../read-input.ts';
import type { NextView } from '../wire.ts';

const ITEM_ID = /^[A-Za-z0-9_-]{1,128}$/;

/** A judgment under a claim: the number is the claim's fencing token. */
const Judging = z.strictObject({ claim: z.int().nonnegative(), judgment: Judgment });
const HandingOver = z.strictObject({ reason: ProtectReason });
const Word = z.strictObject({ note: z.string().max(4000) });

/** `/api/items/:id` and one route per step of the desk. */
export function itemRoutes(app: Hono<AppEnvironment>): void {
  app.get('/api/items/:id', async (context) => {
    const { desk } = context.get('dashboard');
    return answer(context, await desk.view(personOf(context), itemId(context)));
  });

  app.post('/api/items/:id/release', async (context) => {
    const { desk } = context.get('dashboard');
    await readBody(context, Nothing);
    await desk.release(personOf(context), itemId(context));
    return context.body(null, 204);
  });

  for (const step of ['claim', 'conclude', 'undo'] as const) {
    app.post(`/api/items/:id/${step}`, async (context) => {
      const { desk } = context.get('dashboard');
      await readBody(context, Nothing);
      return answer(context, await desk[step](personOf(context), itemId(context)));
    });
  }

  app.post('/api/items/:id/judge', async (context) => {
    const { desk } = context.get('dashboard');
    const { claim, judgment } = await readBody(context, Judging);
    return answerIfSeen(context, await desk.judge(personOf(context), itemId(context), judgment, claim));
  });

  app.post('/api/items/:id/revise', async (context) => {
    const { desk } = context.get('dashboard');
    const judgment = await readBody(context, Judgment);
    return answerIfSeen(context, await desk.revise(personOf(context), itemId(context), judgment));
  });

  app.post('/api/items/:id/protect', async (context) => {
    const { desk } = context.get('dashboard');
    const { reason } = await readBody(context, HandingOver);
    await desk.protect(personOf(context), itemId(context), reason);
    return context.body(null, 204);
  });

  app.post('/api/items/:id/call-back', async (context) => {
    const { desk } = context.get('dashboard');
    return answer(context, await desk.callBack(personOf(context), itemId(context)));
  });

  app.post('/api/items/:id/doubt', async (context) => {
    const doubt = await readBody(context, Doubt);
    await context.get('dashboard').doubts.record(personOf(context), itemId(context), doubt);
    return context.body(null, 204);
  });

  for (const word of ['approve', 'refuse'] as const) {
    app.post(`/api/items/:id/${word}`, async (context) => {
      const { desk } = context.get('dashboard');
      const { note } = await readBody(context, Word);
      return answer(context, await desk.settle(personOf(context), itemId(context), word, note));
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

/** A judgment may have handed the item to protection: then there is nothing left to show. */
function answerIfSeen(context: AppContext, item: ItemContent | null): Response {
  const view: NextView = { item: item === null ? null : itemView(item, context.get('dashboard').rule) };
  return context.json(view);
}

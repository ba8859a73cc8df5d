import type { Hono } from 'hono';
import { z } from 'zod';
import type { AppEnvironment } from '../environment.ts';
import { itemView } from '../item-view.ts';
import { readBody, readQuery } from '../read-input.ts';
import type { NextView, QueueView } from '../wire.ts';

/** What one page lists; the desk allows no more. */
const LIMIT = 200;

const Lane = z.enum(['review', 'protect']);
const Language = z.string().regex(/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}$/, {
  error: 'expected a BCP 47 language tag such as "ar" or "und"',
});

const QueueQuery = z.strictObject({
  lane: Lane.default('review'),
  language: Language.optional(),
  show: z.enum(['open', 'closed']).default('open'),
});

const NextRequest = z.strictObject({
  lane: Lane.default('review'),
  language: Language.optional(),
});

/** `/api/queue` lists items, oldest first; `/api/next` claims one for the reviewer. */
export function queueRoutes(app: Hono<AppEnvironment>): void {
  app.get('/api/queue', async (context) => {
    const query = readQuery(context, QueueQuery);
    const { desk } = context.get('dashboard');
    const [counts, languages, items] = await Promise.all([
      desk.counts(),
      desk.languages(query.lane),
      desk.list({ ...query, limit: LIMIT }),
    ]);
    const view: QueueView = { counts, languages, items };
    return context.json(view);
  });

  app.post('/api/next', async (context) => {
    const { lane, language } = await readBody(context, NextRequest);
    const { desk, actor, rule } = context.get('dashboard');
    const item = await desk.next(actor, lane, language);
    const view: NextView = { item: item === null ? null : itemView(item, rule) };
    return context.json(view);
  });
}

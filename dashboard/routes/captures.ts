import type { Hono } from 'hono';
import { personOf } from '../auth/guard-routes.ts';
import type { AppEnvironment } from '../environment.ts';
import type { CaptureAnswer } from '../wire-casework.ts';

/** `/api/items/:id/capture`: how the capture of an item's page went; `/picture`: the working copy, which is an entry. */
export function captureRoutes(app: Hono<AppEnvironment>): void {
  app.get('/api/items/:id/capture', async (context) => {
    const { captures } = context.get('dashboard');
    const capture = await captures.view(personOf(context), context.req.param('id'));
    return context.json({ capture } satisfies CaptureAnswer);
  });

  // A picture that this program drew, and nothing of the page itself; the headers of every answer forbid it the rest.
  app.get('/api/items/:id/capture/picture', async (context) => {
    const { captures } = context.get('dashboard');
    const picture = await captures.show(personOf(context), context.req.param('id'));
    return context.body(Uint8Array.from(picture), 200, { 'Content-Type': 'image/png' });
  });
}

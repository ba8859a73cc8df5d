import type { Hono } from 'hono';
import { z } from 'zod';
import { AppError } from '../../queue/runtime/errors.ts';
import { personOf } from '../auth/guard-routes.ts';
import type { AppEnvironment } from '../environment.ts';
import { readBody } from '../read-input.ts';
import type { TranslationView } from '../wire.ts';

const Wanted = z.strictObject({
  to: z.string().regex(/^[a-z]{2}$/, { error: 'expected two letters of ISO 639-1, such as "fr"' }),
});

/** `/api/items/:id/translate`: the post as the unit's own machine translates it. It is logged first, and kept nowhere. */
export function translateRoutes(app: Hono<AppEnvironment>): void {
  app.post('/api/items/:id/translate', async (context) => {
    const { desk, translator } = context.get('dashboard');
    const { to } = await readBody(context, Wanted);
    if (translator === undefined) {
      throw new AppError('translator.unavailable', 'Expected a translation service, found none configured.');
    }
    const { text, language } = await desk.readForTranslation(personOf(context), context.req.param('id'), to);
    const view: TranslationView = { ...(await translator.translate(text, language, to)), to };
    return context.json(view);
  });
}

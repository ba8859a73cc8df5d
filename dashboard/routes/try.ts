import type { Hono } from 'hono';
import { z } from 'zod';
import type { AppEnvironment } from '../environment.ts';
import { rulesNamedIn, withoutScore } from '../item-view.ts';
import { readBody } from '../read-input.ts';
import type { TryView } from '../wire.ts';

/** Longer than any post; the interface says so before. */
const MAX_TEXT = 10_000;
const Body = z.object({ text: z.string().trim().min(1, 'expected a text').max(MAX_TEXT) });

/** `/api/try`: how the rules in force read a text. Nothing of it is stored or logged. */
export function tryRoutes(app: Hono<AppEnvironment>): void {
  app.post('/api/try', async (context) => {
    const { text } = await readBody(context, Body);
    const { assess, rule } = context.get('dashboard');
    const scored = await assess(text);
    const assessment = scored.lane === 'protect' ? withoutScore(scored) : scored;
    const { language, lane } = assessment;
    const view: TryView = { text, language, lane, assessment, rules: rulesNamedIn(assessment, rule) };
    return context.json(view);
  });
}

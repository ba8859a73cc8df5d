import type { Context, Hono } from 'hono';
import { z } from 'zod';
import { personOf } from '../auth/guard-routes.ts';
import type { AppEnvironment } from '../environment.ts';
import { rulesNamedIn, withoutScore } from '../item-view.ts';
import { readBody } from '../read-input.ts';
import type { PacksOnText, TryView } from '../wire-try.ts';

/** Longer than any post; the interface says so before. */
const MAX_TEXT = 10_000;
const Body = z.object({ text: z.string().trim().min(1, 'expected a text').max(MAX_TEXT) });

/**
 * `/api/try`: how the rules in force read a text, and right behind it `/api/try/packs`: what only their packs tell of it.
 * Nothing of it is stored or logged. Who judges as well tries nothing that they have still to judge.
 */
export function tryRoutes(app: Hono<AppEnvironment>): void {
  app.post('/api/try', async (context) => {
    const { assess, namedIn, rule } = context.get('dashboard');
    const text = await readText(context);
    const [scored, named] = await Promise.all([assess(text), namedIn(text)]);
    const assessment = scored.lane === 'protect' ? withoutScore(scored) : scored;
    const { language, lane } = assessment;
    const view: TryView = {
      text,
      language,
      lane,
      assessment,
      rules: rulesNamedIn(assessment, rule),
      named,
    };
    return context.json(view);
  });

  app.post('/api/try/packs', async (context) => {
    const told: PacksOnText = await context.get('dashboard').packsOn(await readText(context));
    return context.json(told);
  });
}

/** The text that is to be tried, by somebody who has not to judge it still. */
async function readText(context: Context<AppEnvironment>): Promise<string> {
  const { text } = await readBody(context, Body);
  await context.get('dashboard').desk.requireBlind(personOf(context), text);
  return text;
}

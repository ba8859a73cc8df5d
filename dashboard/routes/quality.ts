import { randomInt } from 'node:crypto';
import type { Hono } from 'hono';
import { z } from 'zod';
import { type ControlFeedback, covers, languagesOf, Outcome } from '../../queue/contracts/index.ts';
import { AppError } from '../../queue/runtime/errors.ts';
import { personOf } from '../auth/guard-routes.ts';
import type { AppEnvironment } from '../environment.ts';
import { readBody, readQuery } from '../read-input.ts';
import type { PracticeView } from '../wire.ts';
import type { QualityView } from '../wire-oversight.ts';

/** A block of practice is short: several a week do more than one long one. */
const MOST_POSTS = 10;

const PracticeQuery = z.strictObject({ count: z.coerce.number().int().min(1).max(MOST_POSTS).default(5) });
const Answer = z.strictObject({ outcome: Outcome });

/** Own results and practice for whoever judges; the team's agreement for oversight. */
export function qualityRoutes(app: Hono<AppEnvironment>): void {
  app.get('/api/calibration', async (context) =>
    context.json(await context.get('dashboard').quality.calibration(personOf(context))),
  );

  app.get('/api/practice', (context) => {
    const { count } = readQuery(context, PracticeQuery);
    const { practice, clock } = context.get('dashboard');
    const read = languagesOf(personOf(context).certificates, clock.now());
    const own = practice.filter(({ language }) => covers(read, language));
    const view: PracticeView = {
      posts: shuffled(own)
        .slice(0, count)
        .map(({ key, language, text }) => ({ key, language, text })),
    };
    return context.json(view);
  });

  app.post('/api/practice/:key', async (context) => {
    const { outcome } = await readBody(context, Answer);
    const key = context.req.param('key');
    const known = context.get('dashboard').practice.find((post) => post.key === key);
    if (known === undefined)
      throw new AppError('item.not-found', 'Expected a post to practise on, found none of this name.');
    const feedback: ControlFeedback = {
      expected: known.expect,
      reason: known.reason,
      explanation: known.explanation ?? null,
      answer: outcome,
      isRight: outcome === known.expect,
    };
    return context.json(feedback);
  });

  app.get('/api/quality', async (context) => {
    const { quality, desk } = context.get('dashboard');
    const [team, alarms, overrides] = await Promise.all([
      quality.team(),
      quality.alarms(),
      desk.overrides(personOf(context)),
    ]);
    const view: QualityView = { team, alarms, overrides };
    return context.json(view);
  });
}

/** Fisher and Yates: every order is as likely. */
function shuffled<T>(values: readonly T[]): T[] {
  const mixed = [...values];
  for (let last = mixed.length - 1; last > 0; last -= 1) {
    const other = randomInt(last + 1);
    [mixed[last], mixed[other]] = [mixed[other] as T, mixed[last] as T];
  }
  return mixed;
}

import type { Hono } from 'hono';
import { z } from 'zod';
import { AppError } from '../../queue/runtime/errors.ts';
import { personOf } from '../auth/guard-routes.ts';
import type { AppEnvironment } from '../environment.ts';
import { readBody } from '../read-input.ts';
import type { LiftedView, RulesView, RuleView } from '../wire-oversight.ts';

const Lift = z.strictObject({ reason: z.string().trim().min(20).max(500) });

/**
 * `/api/rules`: the registry of the rules in force, one rule with the words that are withheld from the public, and one of two
 * people's word that a rule on hold speaks again.
 */
export function ruleRoutes(app: Hono<AppEnvironment>): void {
  app.get('/api/rules', async (context) => {
    const view: RulesView = (await context.get('dashboard').registry()).registry;
    return context.json(view);
  });

  app.get('/api/rules/:id', async (context) => {
    const { registry, termsOf } = await context.get('dashboard').registry();
    const rule = registry.rules.find(({ id }) => id === context.req.param('id'));
    if (rule === undefined)
      throw new AppError('item.not-found', 'Expected a rule that is in force, found none of this name.');
    return context.json({ rule, terms: termsOf(rule.id) } satisfies RuleView);
  });

  app.post('/api/rules/:id/lift', async (context) => {
    const { reason } = await readBody(context, Lift);
    const rule = context.req.param('id');
    const isLifted = await context.get('dashboard').liftRule({ rule, reason, actor: personOf(context).id });
    return context.json({ isLifted } satisfies LiftedView);
  });
}

import type { Hono } from 'hono';
import { AppError } from '../../queue/runtime/errors.ts';
import type { AppEnvironment } from '../environment.ts';
import type { RulesView, RuleView } from '../wire-oversight.ts';

/** `/api/rules`: the registry of the rules in force, and one rule with the words that are withheld from the public. */
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
}

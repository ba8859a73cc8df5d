import type { Hono } from 'hono';
import {
  type Actor,
  type FairnessReport,
  type FairnessView,
  type HeldRule,
  may,
  type RuleOnRecord,
} from '../../queue/contracts/index.ts';
import { AppError } from '../../queue/runtime/errors.ts';
import { personOf } from '../auth/guard-routes.ts';
import type { DashboardContext } from '../context.ts';
import type { AppEnvironment } from '../environment.ts';
import { csvOf, fairnessTable, isFairnessTable } from '../fairness-tables.ts';

/** How rules treat content: the page's figures, and each of its tables as CSV. */
export function fairnessRoutes(app: Hono<AppEnvironment>): void {
  app.get('/api/fairness', async (context) =>
    context.json(await viewFor(context.get('dashboard'), personOf(context))),
  );

  app.get('/api/fairness/:table', async (context) => {
    const name = context.req.param('table').replace(/\.csv$/, '');
    const dashboard = context.get('dashboard');
    const view = await viewFor(dashboard, personOf(context));
    if (!isFairnessTable(name) || (name === 'team' && view.team === null))
      throw new AppError('item.not-found', `Expected a table of this page, found none named "${name}".`);
    return context.body(csvOf(fairnessTable(name, view, dashboard.checkedLanguages)), 200, {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="fairness-${name}-${view.from}-${view.to}.csv"`,
    });
  });
}

async function viewFor(dashboard: DashboardContext, { id, roles }: Actor): Promise<FairnessView> {
  const { fairness, fairnessPolicy } = dashboard;
  // Who works towards enforcement counts nothing of the protection lane, and analysts have no part in how a team works.
  const isOversight = may(roles, 'quality.read', 'installation');
  const report = await fairness.report({ withProtection: isOversight });
  const { rules: _, holds, team, ...shown } = report;
  return {
    ...shown,
    team: isOversight ? team : null,
    holds: holds.map((hold) => ({ ...hold, proposal: proposalTo(id, hold) })),
    mayLift: may(roles, 'rules.lift', 'installation'),
    rules: rulesOnRecord(report, dashboard),
    tolerance: { falseFlags: fairnessPolicy.falseFlagGap, leakage: fairnessPolicy.leakageGap },
  };
}

function proposalTo(person: string, { proposal }: HeldRule): FairnessView['holds'][number]['proposal'] {
  if (proposal === null) return null;
  const { personId, ...shown } = proposal;
  return { ...shown, isOwn: personId === person };
}

/** Every rule that speaks for an offer or has spoken: those that found something first. */
function rulesOnRecord(
  { rules, holds }: FairnessReport,
  { offerRules, rule: infoOf, fairnessPolicy }: DashboardContext,
): RuleOnRecord[] {
  const held = new Set(holds.map(({ rule }) => rule));
  const told = new Set(rules.map(({ rule }) => rule));
  const stateOf = (rule: string, high: number | undefined): RuleOnRecord['state'] => {
    if (held.has(rule)) return 'held';
    if (!offerRules.includes(rule)) return 'gone';
    return high !== undefined && high < fairnessPolicy.precisionFloor ? 'noisy' : 'live';
  };
  return [
    ...rules.map((figures) => ({
      rule: figures.rule,
      info: infoOf(figures.rule),
      state: stateOf(figures.rule, figures.precision.interval?.[1]),
      figures,
    })),
    ...offerRules
      .filter((rule) => !told.has(rule))
      .map((rule) => ({
        rule,
        info: infoOf(rule),
        state: held.has(rule) ? ('held' as const) : ('silent' as const),
        figures: null,
      })),
  ];
}

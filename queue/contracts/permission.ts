import { Role } from './role.ts';

/** What an action is done to: a lane of items, the installation, or an account by what it may do. */
export type ObjectOfAction = 'review' | 'protect' | 'installation' | 'account' | 'oversight-account' | 'self';

interface Permission {
  readonly action: string;
  readonly object: ObjectOfAction;
  readonly roles: readonly Role[];
}

const EVERYBODY: readonly Role[] = Role.options;

/**
 * Who may do what to what: the one table that desk, routes, interface and tests derive from. What has no row is refused.
 * Nobody who works towards enforcement reads, lists or counts the protection lane (PRO-09); who runs or administers the
 * installation reads no post. Oversight sees how anything was decided, and a post only on record, with a reason.
 */
export const PERMISSIONS = [
  { action: 'desk.open', object: 'self', roles: EVERYBODY },
  { action: 'self.change', object: 'self', roles: EVERYBODY },
  { action: 'items.read', object: 'review', roles: ['reviewer', 'adjudicator'] },
  { action: 'items.read', object: 'protect', roles: ['protection'] },
  { action: 'items.judge', object: 'review', roles: ['reviewer', 'adjudicator'] },
  { action: 'items.judge', object: 'protect', roles: ['protection'] },
  // Which item somebody looks at, and which step of it is theirs, the desk decides by where it stands.
  {
    action: 'items.look',
    object: 'installation',
    roles: ['reviewer', 'adjudicator', 'exporter', 'protection', 'oversight'],
  },
  // Practising, and reading one's own results; the whole team's are for oversight.
  { action: 'quality.own', object: 'self', roles: ['reviewer', 'adjudicator'] },
  { action: 'quality.read', object: 'installation', roles: ['oversight'] },
  // How rules treat content. What is said of persons at risk and of the team is left out for analysts.
  { action: 'fairness.read', object: 'installation', roles: ['analyst', 'oversight'] },
  { action: 'items.hand-over', object: 'review', roles: ['reviewer', 'adjudicator', 'exporter'] },
  // Each contest by somebody who may read what it is about; that they took no part is asked per item.
  { action: 'contests.decide', object: 'review', roles: ['adjudicator'] },
  { action: 'contests.decide', object: 'protect', roles: ['protection'] },
  { action: 'items.settle', object: 'review', roles: ['oversight'] },
  { action: 'cases.manage', object: 'installation', roles: ['adjudicator', 'exporter'] },
  { action: 'exports.request', object: 'installation', roles: ['exporter'] },
  // A second person; that neither of them judged an item of the case is asked per item (ACC-03).
  { action: 'exports.settle', object: 'installation', roles: ['exporter'] },
  { action: 'exports.read', object: 'installation', roles: ['adjudicator', 'exporter', 'oversight'] },
  // The outbox: what is drafted for platforms, and by two people who judged nothing of it; oversight sees no content there.
  { action: 'notices.read', object: 'installation', roles: ['exporter', 'oversight'] },
  { action: 'notices.write', object: 'installation', roles: ['exporter'] },
  // Whoever posted is told by those who acted: they hold the case, and judged nothing of it. What puts telling off takes two of
  // them, and oversight sees each (TRA-06).
  { action: 'tellings.read', object: 'installation', roles: ['exporter', 'oversight'] },
  { action: 'tellings.write', object: 'installation', roles: ['exporter'] },
  // Messages to everybody, which the rights staff signed.
  { action: 'prevention.export', object: 'installation', roles: ['exporter'] },
  { action: 'identity.request', object: 'installation', roles: ['adjudicator', 'exporter'] },
  // Who holds keys reads no posts, so they gain nothing by agreeing.
  { action: 'identity.settle', object: 'installation', roles: ['custodian'] },
  { action: 'identity.break-glass', object: 'protect', roles: ['protection'] },
  // How anything was decided, and on record, with a reason, what was written; nothing can be altered (ACC-05).
  { action: 'oversight.read', object: 'installation', roles: ['oversight'] },
  { action: 'rules.read', object: 'installation', roles: ['analyst', 'oversight'] },
  // One of two; that the rule is neither's own is asked per rule.
  { action: 'rules.lift', object: 'installation', roles: ['analyst'] },
  { action: 'rules.try', object: 'installation', roles: ['analyst'] },
  { action: 'sources.read', object: 'installation', roles: ['operator', 'oversight'] },
  { action: 'sources.try', object: 'installation', roles: ['operator'] },
  { action: 'status.read', object: 'installation', roles: ['operator', 'administrator', 'oversight'] },
  { action: 'statistics.read', object: 'installation', roles: ['analyst', 'exporter', 'oversight'] },
  { action: 'statistics.request', object: 'installation', roles: ['analyst'] },
  // Never who asked: what leaves the house takes two, and exporters answer for that.
  { action: 'statistics.decide', object: 'installation', roles: ['analyst', 'exporter'] },
  { action: 'metrics.read', object: 'installation', roles: ['operator'] },
  { action: 'accounts.read', object: 'installation', roles: ['administrator', 'oversight'] },
  { action: 'accounts.change', object: 'account', roles: ['administrator'] },
  // Inviting somebody to oversee, and recording a training; nothing that would take oversight away (ACC-05).
  { action: 'accounts.add', object: 'oversight-account', roles: ['administrator'] },
] as const satisfies readonly Permission[];

export type Action = (typeof PERMISSIONS)[number]['action'];

/** Whether one of the roles may do it. */
export function may(roles: readonly Role[], action: Action, object: ObjectOfAction): boolean {
  return (PERMISSIONS as readonly Permission[]).some(
    (row) => row.action === action && row.object === object && row.roles.some((role) => roles.includes(role)),
  );
}

/** Whether one of the roles may do it to any object at all. */
export function mayAnywhere(roles: readonly Role[], action: Action): boolean {
  return (PERMISSIONS as readonly Permission[]).some(
    (row) => row.action === action && row.roles.some((role) => roles.includes(role)),
  );
}

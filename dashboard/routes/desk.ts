import type { Hono } from 'hono';
import {
  ELEMENTS,
  MIN_JUSTIFICATION,
  MIN_NOTE_LENGTH,
  may,
  mayAnywhere,
  REASONS,
  type Role,
} from '../../queue/contracts/index.ts';
import { LEASE_MINUTES, UNDO_MINUTES } from '../../queue/review/port.ts';
import { personOf } from '../auth/guard-routes.ts';
import type { AppEnvironment } from '../environment.ts';
import type { DeskSettings, Permissions } from '../wire.ts';

/** `/api/desk`: what the interface needs to know before it shows its first page. */
export function deskRoutes(app: Hono<AppEnvironment>): void {
  app.get('/api/desk', (context) => {
    const { isDemo, translator, reviewPolicy, checkedLanguages, uncheckedLanguages } =
      context.get('dashboard');
    const person = personOf(context);
    const settings: DeskSettings = {
      person: { id: person.id, name: person.name, roles: person.roles, isConflicted: person.isConflicted },
      may: permissionsOf(person.roles),
      isDemo,
      checkedLanguages,
      uncheckedLanguages,
      hasTranslator: translator !== undefined,
      undoMinutes: UNDO_MINUTES,
      leaseMinutes: LEASE_MINUTES,
      reasons: REASONS,
      elements: ELEMENTS,
      minNoteLength: MIN_NOTE_LENGTH,
      minJustification: MIN_JUSTIFICATION,
      help: reviewPolicy.help,
    };
    return context.json(settings);
  });
}

/** What the interface offers; each request is judged anew. */
function permissionsOf(roles: readonly Role[]): Permissions {
  return {
    review: may(roles, 'items.read', 'review'),
    protect: may(roles, 'items.read', 'protect'),
    judgeReview: may(roles, 'items.judge', 'review'),
    judgeProtect: may(roles, 'items.judge', 'protect'),
    closed: mayAnywhere(roles, 'items.read'),
    contests: mayAnywhere(roles, 'contests.decide'),
    cases: may(roles, 'cases.manage', 'installation'),
    names: may(roles, 'identity.settle', 'installation'),
    notices: may(roles, 'notices.read', 'installation'),
    writeNotices: may(roles, 'notices.write', 'installation'),
    tellings: may(roles, 'tellings.read', 'installation'),
    breakGlass: may(roles, 'identity.break-glass', 'protect'),
    sources: may(roles, 'sources.read', 'installation'),
    trySources: may(roles, 'sources.try', 'installation'),
    status: may(roles, 'status.read', 'installation'),
    try: may(roles, 'rules.try', 'installation'),
    people: may(roles, 'accounts.read', 'installation'),
    care: mayAnywhere(roles, 'items.judge'),
    questions: may(roles, 'items.judge', 'review'),
    quality: may(roles, 'quality.read', 'installation'),
    fairness: may(roles, 'fairness.read', 'installation'),
    statistics: may(roles, 'statistics.read', 'installation'),
    oversight: may(roles, 'oversight.read', 'installation'),
    log: may(roles, 'oversight.read', 'installation'),
    audits: may(roles, 'oversight.read', 'installation'),
    rules: may(roles, 'rules.read', 'installation'),
    settle: may(roles, 'items.settle', 'review'),
    changePeople: may(roles, 'accounts.change', 'account'),
  };
}

import type { Hono } from 'hono';
import { REASONS } from '../../queue/contracts/index.ts';
import { LEASE_MINUTES, UNDO_MINUTES } from '../../queue/review/port.ts';
import type { AppEnvironment } from '../environment.ts';
import type { DeskSettings } from '../wire.ts';

/** `/api/desk`: what the interface needs to know before it shows its first page. */
export function deskRoutes(app: Hono<AppEnvironment>): void {
  app.get('/api/desk', (context) => {
    const { actor, isDemo } = context.get('dashboard');
    const settings: DeskSettings = {
      actor,
      isDemo,
      undoMinutes: UNDO_MINUTES,
      leaseMinutes: LEASE_MINUTES,
      reasons: REASONS,
    };
    return context.json(settings);
  });
}

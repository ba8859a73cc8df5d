import type { DashboardContext } from '../../../../dashboard/context.ts';
import { type Clock, manualClock } from '../../../../queue/runtime/clock.ts';
import { SILENT_LOGGER } from '../../../../queue/runtime/logger.ts';
import { DEMO_ITEMS, demoRule } from './demo-items.ts';
import { MemoryDesk, type SeedItem } from './memory-desk.ts';

const DEMO_NOW_MS = Date.parse('2026-11-25T02:00:00.000Z');

/** A context on the in-memory desk; a test overrides the parts it is about. */
export function demoContext(
  overrides: Partial<DashboardContext> & { clock?: Clock; items?: readonly SeedItem[] } = {},
): DashboardContext {
  const { clock = manualClock(DEMO_NOW_MS), items = DEMO_ITEMS, ...parts } = overrides;
  const desk = parts.desk ?? new MemoryDesk(items, clock);
  return {
    desk,
    async status() {
      const { review, protect, decided } = await desk.counts();
      return {
        posts: { total: 12_408, staged: 3, none: 12_396, review: 5, protect: 1, dead: 3 },
        items: { open: review + protect, decided },
        log: { size: 731, root: 'yNxK3pX0bC0lqVqEw1m9sR1f5y3pZr0cJx7T9o2uQhA=' },
      };
    },
    health: async () => ({ live: true, ready: true, reasons: [] }),
    rule: demoRule,
    actor: 'local',
    webDir: '/nowhere',
    logger: SILENT_LOGGER,
    isDemo: true,
    ...parts,
  };
}

import type { DashboardContext } from '../../../../dashboard/context.ts';
import type { Assessment } from '../../../../queue/contracts/index.ts';
import { type Clock, manualClock } from '../../../../queue/runtime/clock.ts';
import { SILENT_LOGGER } from '../../../../queue/runtime/logger.ts';
import { DEMO_ITEMS, demoRule } from './demo-items.ts';
import { DEMO_DRY_RUN, DEMO_SOURCES } from './demo-sources.ts';
import { MemoryDesk, type SeedItem } from './memory-desk.ts';

const DEMO_NOW_MS = Date.parse('2026-11-25T02:00:00.000Z');

/** Finds the first word of any text, so that the pages have something to show. */
function firstWordAssessment(text: string): Assessment {
  const end = /\S+/u.exec(text)?.[0].length ?? 0;
  const rule = 'en.provider.first-word';
  return {
    version: 1,
    release: 'demo',
    holds: [],
    lane: 'none',
    score: 3,
    language: 'en',
    signals: [{ rule, category: 'provider', start: 0, end, weight: 3 }],
    counterSignals: [],
    trace: [
      { step: 'counted', rule, category: 'provider', weight: 3 },
      { step: 'gate', part: 'provider', met: true },
      { step: 'gate', part: 'kinds', met: false, found: [], needed: 2 },
      { step: 'gate', part: 'threshold', met: false, score: 3, needed: 7 },
    ],
  };
}

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
    sources: async () => DEMO_SOURCES,
    trySource: async (id) => ({ ...DEMO_DRY_RUN, sourceId: id }),
    health: async () => ({ live: true, ready: true, reasons: [] }),
    rule: demoRule,
    assess: firstWordAssessment,
    actor: 'local',
    webDir: '/nowhere',
    logger: SILENT_LOGGER,
    isDemo: true,
    ...parts,
  };
}

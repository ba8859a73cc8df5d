import type { CollectedPost, Source } from '../../queue/contracts/index.ts';
import { scorePosts } from '../../queue/jobs/index.ts';
import { sequence } from '../../queue/log/index.ts';
import { type Clock, SYSTEM_CLOCK } from '../../queue/runtime/clock.ts';
import { type Logger, SILENT_LOGGER } from '../../queue/runtime/logger.ts';
import { buryLetter, countStaged, scrubErased } from '../../queue/storage/index.ts';
import { relayOnce } from '../../queue/transport/index.ts';
import type { Vault } from '../../queue/vault/index.ts';
import type { Assessment, Scorer } from '../../rules/index.ts';
import type { WorkerContext } from '../../workers/context.ts';
import { handleScorePosts, type ScoreContext } from '../../workers/handlers/score.ts';
import type { StageContext } from '../../workers/handlers/stage.ts';
import type { Controls } from '../../workers/scoring/known-controls.ts';
import type { Sampling } from '../../workers/scoring/sampling.ts';
import { createScoringInline } from '../../workers/scoring/scoring.ts';
import type { Column } from './columns.ts';
import { testEvidence } from './evidence.ts';
import { TEST_POLICY } from './policy.ts';
import { until } from './until.ts';
import { testVault } from './vault.ts';

/**
 * A scorer whose verdict the text itself names, so that tests of the path do not depend on rules: `[review]` and
 * `[protect]` flag, `[aid]` adds a protected voice, `[TR>GR]` names a way, `[broken]` throws, `[shadowed]` is of a
 * language in shadow, everything else is `none`.
 */
export const MARKED_SCORER: Scorer = markedScorer();

/**
 * The same with rules switched off: a text is flagged by the rules that `{en.provider.test}` marks name, or by that one, unless
 * all of them are on hold. `(ar)` names a language.
 */
function markedScorer(holds: readonly string[] = []): Scorer {
  return scorerOf(({ text }) => assessMarked(text, holds));
}

/** A scorer that says this of each post. */
export function scorerOf(score: Scorer['score']): Scorer {
  return {
    release: 'test-release',
    ruleCount: 2,
    entities: () => [],
    words: () => [],
    offers: () => false,
    corridor(text) {
      const [, from = null, to = null] = /\[([A-Z]{2})>([A-Z]{2})\]/.exec(text) ?? [];
      return { from, to };
    },
    score,
  };
}

function assessMarked(text: string, holds: readonly string[]): Assessment {
  if (text.includes('[broken]')) throw new Error('this text cannot be scored');
  const named = [...text.matchAll(/\{([a-z.-]+)\}/g)].map(([, rule]) => rule ?? '');
  const rules = (named.length === 0 ? ['en.provider.test'] : named).filter((rule) => !holds.includes(rule));
  const isMet = text.includes('[review]') && rules.length > 0;
  const isShadowed = isMet && text.includes('[shadowed]');
  const isFlagged = isMet && !isShadowed;
  const language = /\(([a-z]{2})\)/.exec(text)?.[1] ?? 'en';
  const lane = text.includes('[protect]') ? 'protect' : isFlagged ? 'review' : 'none';
  const start = text.indexOf('[');
  const signal = { category: 'provider', start, end: start + 8, weight: 12 } as const;
  return {
    version: 1,
    release: 'test-release',
    holds,
    lane,
    score: lane === 'protect' ? null : lane === 'review' ? 12 : 0,
    language,
    signals: [...(lane === 'review' ? rules.map((rule) => ({ rule, ...signal })) : []), ...routeOf(text)],
    counterSignals: text.includes('[aid]')
      ? [{ rule: 'en.aid.test', category: 'aid', start, end: start + 8, weight: 4 }]
      : [],
    trace:
      lane === 'review'
        ? rules.map((rule) => ({ step: 'counted', rule, category: 'provider', weight: 12 }))
        : isShadowed
          ? [{ step: 'shadowed', language }]
          : [],
  };
}

function routeOf(text: string) {
  const start = text.search(/\[[A-Z]{2}>[A-Z]{2}\]/);
  return start < 0
    ? []
    : [{ rule: 'en.route.test', category: 'route' as const, start, end: start + 7, weight: 3 }];
}

export interface TestContext extends ScoreContext, StageContext {
  readonly evidence: WorkerContext['evidence'];
  afterErasure(): Promise<void>;
}

export function scoreContext(
  column: Column,
  options: {
    clock?: Clock;
    logger?: Logger;
    vault?: Vault;
    scorer?: Scorer;
    sampling?: Sampling;
    sources?: ReadonlyMap<string, Source>;
    controls?: Controls;
  } = {},
): TestContext {
  const vault = options.vault ?? testVault();
  return {
    db: column.database.db,
    vault,
    policy: TEST_POLICY,
    clock: options.clock ?? SYSTEM_CLOCK,
    logger: options.logger ?? SILENT_LOGGER,
    scoring: createScoringInline(vault, options.scorer ?? markedScorer),
    sources: options.sources ?? new Map(),
    controls: options.controls,
    sampling: options.sampling,
    evidence: testEvidence(column.directory),
    nudge() {},
    afterErasure: () => (column.name === 'embedded' ? scrubErased(column.database.pool) : Promise.resolve()),
  };
}

/** Runs relay, workers and sequencer until no post waits. */
export async function drain(
  column: Column,
  context: ScoreContext & Pick<StageContext, 'vault'>,
): Promise<void> {
  const worker = column.queue.work(scorePosts, (job) => handleScorePosts(context, job), {
    concurrency: 4,
    onDead: (dead) => buryLetter(context.db, dead, new Date()),
  });
  try {
    await until('no post staged', async () => {
      await relayOnce(context.db, column.queue);
      return (await countStaged(context.db)) === 0;
    });
    await sequence(context.db, context.vault);
  } finally {
    await worker.close();
  }
}

export function posts(
  count: number,
  text: (at: number) => string = (at) => `harmless post ${at}`,
): CollectedPost[] {
  return Array.from({ length: count }, (_, at) => ({ key: `key-${at}`, text: text(at) }));
}

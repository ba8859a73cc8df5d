import { scorePosts } from '../../../queue/jobs/index.ts';
import { sequence } from '../../../queue/log/index.ts';
import { SYSTEM_CLOCK } from '../../../queue/runtime/clock.ts';
import { SILENT_LOGGER } from '../../../queue/runtime/logger.ts';
import { startLoop } from '../../../queue/runtime/loop.ts';
import { countStaged } from '../../../queue/storage/index.ts';
import { relayOnce } from '../../../queue/transport/index.ts';
import type { Vault } from '../../../queue/vault/index.ts';
import type { Scorer } from '../../../rules/index.ts';
import { handleScorePosts, type ScoreContext } from '../../../workers/handlers/score.ts';
import { stagePosts } from '../../../workers/handlers/stage.ts';
import { parseNdjsonRecord } from '../../../workers/intake/record.ts';
import type { Column } from '../../support/columns.ts';
import { until } from '../../support/until.ts';
import { Stopwatch } from './stopwatch.ts';

const BATCH = 100;

/** Import to lane as the product does it: parse, seal, stage, relay, open, score, lane, record, log entry, sequence. */
export async function runWholePath(
  column: Column,
  vault: Vault,
  scorer: Scorer,
  lines: readonly string[],
): Promise<{ seconds: number; stages: Map<string, number> }> {
  const watch = new Stopwatch();
  const { db } = column.database;
  const relay = startLoop('relay', 250, SILENT_LOGGER, () =>
    watch.time('relay', () => relayOnce(db, column.queue)),
  );
  const sequencer = startLoop('sequencer', 500, SILENT_LOGGER, () =>
    watch.time('sequence', () => sequence(db)),
  );
  const context: ScoreContext = {
    db,
    vault: timedVault(vault, watch),
    scorer: { ...scorer, score: (post) => watch.time('score', () => scorer.score(post)) },
    policy: { retention: { unflaggedHours: 24, flaggedDays: 90 } },
    clock: SYSTEM_CLOCK,
    logger: SILENT_LOGGER,
    nudge: () => relay.nudge(),
  };
  let handled = 0;
  const worker = column.queue.work(
    scorePosts,
    async (job) => {
      await watch.time('handle (waits included)', () => handleScorePosts(context, job));
      handled += job.postIds.length;
    },
    { concurrency: 4, onDead: () => Promise.resolve() },
  );

  const start = performance.now();
  for (let from = 0; from < lines.length; from += BATCH) {
    const posts = watch.time('parse', () =>
      lines.slice(from, from + BATCH).map((line) => {
        const parsed = parseNdjsonRecord(line);
        if ('fault' in parsed) throw new Error(parsed.fault);
        return parsed.post;
      }),
    );
    await watch.time('stage (waits included)', () => stagePosts(context, 'bench', posts, 'bench'));
  }
  await until('every post handled', () => handled >= lines.length, 120_000);
  const seconds = (performance.now() - start) / 1000;
  await Promise.all([worker.close(), relay.close(), sequencer.close()]);
  if ((await countStaged(db)) > 0) throw new Error('expected every post in a lane');
  return { seconds, stages: watch.totals };
}

function timedVault(vault: Vault, watch: Stopwatch): Vault {
  return {
    ...vault,
    seal: (subject, text) => watch.time('seal', () => vault.seal(subject, text)),
    open: (subject, sealed) => watch.time('open', () => vault.open(subject, sealed)),
    token: (purpose, ...parts) => watch.time('token', () => vault.token(purpose, ...parts)),
  };
}

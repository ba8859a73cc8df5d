import { scorePosts } from '../../../queue/jobs/index.ts';
import { sequence } from '../../../queue/log/index.ts';
import { SYSTEM_CLOCK } from '../../../queue/runtime/clock.ts';
import { SILENT_LOGGER } from '../../../queue/runtime/logger.ts';
import { startLoop } from '../../../queue/runtime/loop.ts';
import { countStaged } from '../../../queue/storage/index.ts';
import { relayOnce } from '../../../queue/transport/index.ts';
import { createVault } from '../../../queue/vault/index.ts';
import { handleScorePosts, type ScoreContext } from '../../../workers/handlers/score.ts';
import type { StageContext } from '../../../workers/handlers/stage.ts';
import { importFile, type Reject } from '../../../workers/intake/import-file.ts';
import type { ImportFile } from '../../../workers/intake/open-file.ts';
import { parseNdjsonRecord } from '../../../workers/intake/record.ts';
import type { Scoring } from '../../../workers/scoring/scoring.ts';
import type { ThreadSetup } from '../../../workers/scoring/scoring-thread.ts';
import type { Column } from '../../support/columns.ts';
import { TEST_POLICY } from '../../support/policy.ts';
import { until } from '../../support/until.ts';
import { Stopwatch } from './stopwatch.ts';

/** Lines of one chunk: about what 256 KiB hold. */
const CHUNK = 500;

/** Import to lane as the product does it: parse, seal, stage, relay, open, score, lane, record, log entry, sequence. */
export async function runWholePath(
  column: Column,
  setup: ThreadSetup,
  scoring: Scoring,
  lines: readonly string[],
): Promise<{ seconds: number; stages: Map<string, number> }> {
  const watch = new Stopwatch();
  const { db } = column.database;
  const vault = createVault(setup.key);
  const relay = startLoop('relay', 250, SILENT_LOGGER, () =>
    watch.time('relay', () => relayOnce(db, column.queue)),
  );
  const sequencer = startLoop('sequencer', 500, SILENT_LOGGER, () =>
    watch.time('sequence', () => sequence(db, vault)),
  );
  const context: ScoreContext & StageContext = {
    db,
    vault,
    scoring: {
      ...scoring,
      assess: (batch) => watch.time('open and score, in a thread', () => scoring.assess(batch)),
    },
    policy: TEST_POLICY,
    sources: new Map(),
    controls: undefined,
    sampling: undefined,
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
  await watch.time('import (waits included)', () =>
    importFile(context, fileOf(lines, watch), { sourceId: 'bench', onReject: refuse, onProgress() {} }),
  );
  await until('every post handled', () => handled >= lines.length, 120_000);
  const seconds = (performance.now() - start) / 1000;
  await Promise.all([worker.close(), relay.close(), sequencer.close()]);
  if ((await countStaged(db)) > 0) throw new Error('expected every post in a lane');
  return { seconds, stages: watch.totals };
}

/** A file of these lines, read in chunks as from a disk. */
function fileOf(lines: readonly string[], watch: Stopwatch): ImportFile {
  return {
    name: 'bench.ndjson',
    size: 0,
    modifiedMs: 0,
    bytesRead: () => 0,
    async *records() {
      for (let from = 0; from < lines.length; from += CHUNK) {
        yield watch.time('parse', () =>
          lines.slice(from, from + CHUNK).map((line, at) => ({
            line: from + at + 1,
            parsed: parseNdjsonRecord(line),
          })),
        );
      }
    },
  };
}

function refuse({ reason }: Reject): never {
  throw new Error(reason);
}

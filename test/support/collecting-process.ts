import { startEngine } from '../../bin/cli/engine.ts';
import { openRecords } from '../../bin/cli/records.ts';
import { Source } from '../../queue/contracts/index.ts';
import { collectSource } from '../../queue/jobs/index.ts';
import { parseConfig } from '../../queue/runtime/config.ts';
import { Lifecycle } from '../../queue/runtime/lifecycle.ts';
import { createLogger } from '../../queue/runtime/logger.ts';
import { buryLetter } from '../../queue/storage/index.ts';
import { handleCollectSource } from '../../workers/handlers/collect.ts';

/**
 * A process that schedules and collects the sources given as JSON, on loopback, as a worker with its scheduler does.
 * It scores nothing. Run by tests that kill it.
 */
const config = parseConfig(process.env);
const logger = createLogger('error');
const lifecycle = new Lifecycle(logger);
const records = await openRecords(config, { command: 'test', mayUseOwner: false, mayBegin: true });
lifecycle.onClose('records', () => records.close());
const sources = Source.array().parse(JSON.parse(process.argv[2] ?? '[]'));
const byId = new Map(sources.map((source) => [source.id, source]));
const { context, queue } = await startEngine(records, byId, logger, lifecycle, {
  scheduler: true,
  demo: { loopbackPorts: new Set(sources.map((source) => portOf(source))) },
});
queue.work(
  collectSource,
  (job) => context.stops.run((stopping) => handleCollectSource({ ...context, stopping }, job)),
  {
    concurrency: 2,
    onDead: (dead) => buryLetter(context.db, dead, new Date()),
  },
);
process.on('SIGTERM', () => void lifecycle.close());
console.log('ready');

function portOf(source: Source): number {
  return 'url' in source ? Number(new URL(source.url).port) : 0;
}

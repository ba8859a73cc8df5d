import { startEngine } from '../../bin/cli/engine.ts';
import { openRecords } from '../../bin/cli/records.ts';
import { Source } from '../../queue/contracts/index.ts';
import { captureItem } from '../../queue/jobs/index.ts';
import { parseConfig } from '../../queue/runtime/config.ts';
import { Lifecycle } from '../../queue/runtime/lifecycle.ts';
import { createLogger } from '../../queue/runtime/logger.ts';
import { buryLetter } from '../../queue/storage/index.ts';
import { handleCaptureItem } from '../../workers/evidence/capture-item.ts';

/**
 * A process that schedules captures and makes them, of posts of the sources given as JSON, on loopback, as a worker with its
 * scheduler does. It collects and scores nothing. Run by tests that kill it.
 */
const config = parseConfig(process.env);
const logger = createLogger('error');
const lifecycle = new Lifecycle(logger);
const records = await openRecords(config, { command: 'test', mayUseOwner: false, mayBegin: true });
lifecycle.onClose('records', () => records.close());
const sources = Source.array().parse(JSON.parse(process.argv[2] ?? '[]'));
const ports = sources.flatMap((source) => ('url' in source ? [Number(new URL(source.url).port)] : []));
const byId = new Map(sources.map((source) => [source.id, { ...source, enabled: true }]));
const { context, queue } = await startEngine(records, byId, logger, lifecycle, {
  scheduler: true,
  demo: { loopbackPorts: new Set(ports) },
});
queue.work(
  captureItem,
  (job) => context.stops.run((stopping) => handleCaptureItem({ ...context, stopping }, job)),
  {
    concurrency: 1,
    onDead: (dead) => buryLetter(context.db, dead, new Date()),
  },
);
process.on('SIGTERM', () => void lifecycle.close());

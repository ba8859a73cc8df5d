import type { Config } from '../../../queue/runtime/config.ts';
import { AppError, messageOf } from '../../../queue/runtime/errors.ts';
import { Lifecycle } from '../../../queue/runtime/lifecycle.ts';
import { createLogger } from '../../../queue/runtime/logger.ts';
import { demoConfig, leftUnused } from '../demo-config.ts';
import { EXIT } from '../exit.ts';
import { leftUnread } from '../outside.ts';
import { openDemoDesks, printSetupLink } from '../people.ts';
import { configFrom, type SharedOptions } from '../program.ts';
import { openRecords } from '../records.ts';
import { readRules } from '../rule-set.ts';
import { readSources } from '../source-set.ts';
import { say } from '../terminal.ts';
import { untilSignal } from '../until-signal.ts';

export interface StartOptions extends SharedOptions {
  readonly demo?: boolean;
  readonly port?: number;
}

/** Everything in one process on the embedded default, until a signal. */
export async function start(options: StartOptions): Promise<number> {
  const isDemo = options.demo === true;
  const given = configFrom(options);
  const config = isDemo ? demoConfig(given) : given;
  if (config.profile === 'production') {
    throw new AppError(
      'usage.invalid',
      'expected the embedded default for start, found VIGIE_DATABASE_URL; in production run worker, scheduler and dashboard',
    );
  }
  const logger = createLogger(config.logLevel);
  const lifecycle = new Lifecycle(logger);
  try {
    const kind = isDemo ? 'demo' : 'real';
    const records = await openRecords(config, { command: 'start', mayUseOwner: false, mayBegin: true, kind });
    lifecycle.onClose('records', () => records.close());
    void records.database.lost.then((error) => {
      logger.error({ error: messageOf(error) }, 'the embedded database has ended; so does this process');
      process.exit(EXIT.unavailable);
    });
    // Loaded only now: who finds the directory owned hears it at once, also on a busy machine.
    const [{ startEngine }, { serveDesk }, { sourceTrier }] = await Promise.all([
      import('../engine.ts'),
      import('../desk-server.ts'),
      import('../try-source.ts'),
    ]);
    const rules = await readRules(config);
    const demo = isDemo ? await openDemo(lifecycle) : undefined;
    if (isDemo) await openDemoDesks(records, rules);
    const sources = demo?.sources ?? (await readSources(config));
    const { context, queue } = await startEngine(records, sources, logger, lifecycle, {
      rules,
      scheduler: true,
      ...(demo === undefined ? {} : { demo }),
    });
    const trySource = sourceTrier(context);
    const dashboard = await serveDesk({
      ...{ records, rules, queue, logger, trySource, lifecycle },
      sources: async () => sources,
    });
    lifecycle.onClose('dashboard', () => dashboard.close());
    // Before it says that it is ready: who reads that may stop it at once.
    const stopped = untilSignal(lifecycle, logger);
    say(`Vigie is ready: ${dashboard.url}`);
    if (isDemo) sayThatItIsFictional(given);
    else await printSetupLink(records, config.publicOrigin ?? dashboard.url);
    await stopped;
    return EXIT.done;
  } finally {
    await lifecycle.close();
  }
}

function sayThatItIsFictional(given: Config): void {
  say('Every post is fictional, and nobody is told of any. Stop with Ctrl+C.');
  const { configDir } = given;
  const files = leftUnread(configDir);
  if (files.length > 0) say(`Left unread in ${configDir}: ${files.join(', ')}.`);
  const settings = leftUnused(given);
  if (settings.length > 0) say(`Left unused: ${settings.join(', ')}.`);
}

async function openDemo(lifecycle: Lifecycle) {
  const { startDemoWeb } = await import('../../../workers/demo/index.ts');
  const web = await startDemoWeb({});
  lifecycle.onClose('demo web', () => web.close());
  return {
    sources: new Map(web.sources.map((source) => [source.id, source])),
    loopbackPorts: new Set([web.port]),
  };
}

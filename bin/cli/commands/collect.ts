import type { Source } from '../../../queue/contracts/index.ts';
import { AppError } from '../../../queue/runtime/errors.ts';
import { Lifecycle } from '../../../queue/runtime/lifecycle.ts';
import { collectRound } from '../../../workers/handlers/collect.ts';
import { dryRun } from '../../../workers/handlers/dry-run.ts';
import { commandLogger } from '../command-logger.ts';
import { describeDryRun } from '../describe-dry-run.ts';
import { waitForLanes } from '../drain.ts';
import { startEngine } from '../engine.ts';
import { EXIT } from '../exit.ts';
import { operatorId } from '../operator.ts';
import { configFrom, type SharedOptions } from '../program.ts';
import { openRecords, tellOfNewRecords } from '../records.ts';
import { describeRounds, roundsNow } from '../rounds-now.ts';
import { readRules } from '../rule-set.ts';
import { readSources, requireSource } from '../source-set.ts';
import { say, sayComposed, sayJson, sayList } from '../terminal.ts';

/** Nothing is read for the records of a demonstration, whose web is its own. */
const OPENING = { command: 'collect', mayUseOwner: true, mayBegin: true, kind: 'real' } as const;

interface CollectOptions extends SharedOptions {
  readonly source?: string;
  readonly dryRun?: boolean;
}

/** One round of one or all enabled sources, now. Exit code 1 when a source is not `ok`. */
export async function collectOnce(options: CollectOptions): Promise<number> {
  if (options.dryRun === true) return tryOnce(options);
  const config = configFrom(options);
  const sources = await readSources(config);
  const chosen =
    options.source === undefined
      ? [...sources.values()].filter((source) => source.enabled && source.kind !== 'import')
      : [requireEnabled(requireSource(sources, options.source))];
  const logger = commandLogger(config);
  const lifecycle = new Lifecycle(logger);
  try {
    const records = await openRecords(config, OPENING);
    lifecycle.onClose('records', () => records.close());
    tellOfNewRecords(records);
    const isOwner = records.database.reach === 'owner';
    const { context } = await startEngine(records, sources, logger, lifecycle, {
      ...(isOwner ? { rules: await readRules(config) } : {}),
      scheduler: isOwner,
      collects: false,
    });
    const rounds = await roundsNow(
      chosen,
      (source) => context.stops.run((stopping) => collectRound({ ...context, stopping }, source)),
      (sourceId) => waitForLanes(records.database.db, sourceId),
    );
    if (options.json) sayList(rounds, options);
    else say(describeRounds(rounds));
    return rounds.every(({ state }) => state === 'ok') ? EXIT.done : EXIT.findings;
  } finally {
    await lifecycle.close();
  }
}

/** What a round of one source would bring; nothing of it is stored. Exit code 1 when the source is not `ok`. */
async function tryOnce(options: CollectOptions): Promise<number> {
  if (options.source === undefined) {
    throw new AppError('usage.invalid', 'expected --source ID with --dry-run, found none');
  }
  const config = configFrom(options);
  const source = requireEnabled(requireSource(await readSources(config), options.source));
  const logger = commandLogger(config);
  const lifecycle = new Lifecycle(logger);
  try {
    // The records hold the turn of the host, which a dry run takes like everybody.
    const records = await openRecords(config, OPENING);
    lifecycle.onClose('records', () => records.close());
    tellOfNewRecords(records);
    const parts = { scheduler: false };
    const engine = await startEngine(records, new Map(), logger, lifecycle, parts);
    const { context } = engine;
    const found = await context.stops.run((stopping) =>
      dryRun({ ...context, stopping }, source, operatorId()),
    );
    if (options.json) sayJson(found);
    else sayComposed(describeDryRun(found));
    return found.state === 'ok' ? EXIT.done : EXIT.findings;
  } finally {
    await lifecycle.close();
  }
}

function requireEnabled(source: Source): Source {
  if (source.enabled && source.kind !== 'import') return source;
  const found = source.enabled
    ? 'one of kind import: use vigie import'
    : 'a disabled one: see its file in config/sources';
  throw new AppError(
    'usage.invalid',
    `expected a source that may be collected, found "${source.id}", ${found}`,
  );
}

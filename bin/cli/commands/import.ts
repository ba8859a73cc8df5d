import { authorisationGap, type Source } from '../../../queue/contracts/index.ts';
import { SYSTEM_CLOCK } from '../../../queue/runtime/clock.ts';
import type { Config } from '../../../queue/runtime/config.ts';
import { AppError } from '../../../queue/runtime/errors.ts';
import { Lifecycle } from '../../../queue/runtime/lifecycle.ts';
import type { Logger } from '../../../queue/runtime/logger.ts';
import { loadPolicy } from '../../../queue/runtime/policy.ts';
import { isRefusedByStop, readStop, refuseWhileStopped, stoppedError } from '../../../queue/storage/index.ts';
import { withShorterRetention } from '../../../workers/handlers/retention.ts';
import type { StageContext } from '../../../workers/handlers/stage.ts';
import { type ImportResult, importFile } from '../../../workers/intake/import-file.ts';
import { type OpenedFile, openImportFile } from '../../../workers/intake/open-file.ts';
import { surveyFile } from '../../../workers/intake/survey.ts';
import { describeGap } from '../../../workers/sources/index.ts';
import { commandLogger } from '../command-logger.ts';
import { describePassedOver, describeSurvey } from '../describe-survey.ts';
import { describeWaiting, waitForLanes } from '../drain.ts';
import { startEngine } from '../engine.ts';
import { EXIT } from '../exit.ts';
import { type ImportReading, readingFrom } from '../import-reading.ts';
import { outputPlace } from '../output-place.ts';
import { configFrom, type SharedOptions } from '../program.ts';
import { showProgress } from '../progress.ts';
import { openRecords, type Records, tellOfNewRecords } from '../records.ts';
import { openRejects, type Rejects } from '../rejects.ts';
import { loadScorer, readRules } from '../rule-set.ts';
import { readSources, requireSource } from '../source-set.ts';
import { say, sayComposed, sayJson, warn } from '../terminal.ts';

export interface RunImportOptions extends SharedOptions, ImportReading {
  readonly source: string;
  readonly dryRun?: boolean;
  readonly rejects?: string;
  readonly wait: boolean;
}

/** Takes a file in. Exit code 1 when lines were rejected: the others are in, nothing is lost. */
export async function runImport(path: string, options: RunImportOptions): Promise<number> {
  const config = configFrom(options);
  const sources = await readSources(config);
  const source = requireSource(sources, options.source);
  if (source.kind !== 'import') {
    throw new AppError(
      'usage.invalid',
      `expected a source of kind import, found ${source.id} of kind ${source.kind}`,
    );
  }
  requireSwitchedOn(source);
  requireInForce(source);
  const named = options.rejects;
  const list = named === undefined ? undefined : outputPlace(named, config, [path]);
  const file = await openImportFile(path, await readingFrom(options));
  if (file.recognisedBy !== undefined && !options.json) {
    warn(`read as ${file.preset}, told by ${file.recognisedBy}; --preset generic reads it otherwise`);
  }
  const rejects = openRejects(list);
  try {
    return options.dryRun
      ? await survey(config, file, options, rejects)
      : await importInto(config, { sources, source }, file, options, rejects);
  } finally {
    await rejects.close();
  }
}

async function survey(
  config: Config,
  file: OpenedFile,
  options: RunImportOptions,
  rejects: Rejects,
): Promise<number> {
  const scorer = await loadScorer(config);
  const bar = showProgress('reading', file.size);
  const found = await surveyFile(file, {
    onReject: rejects.add,
    onProgress: () => bar.update(file.bytesRead()),
    guessLanguage: ({ text, language }) => scorer.score({ text, language }).language,
  }).finally(() => bar.stop());
  const { preset, recognisedBy = null } = file;
  if (options.json) sayJson({ preset, recognisedBy, ...found, dryRun: true });
  else sayComposed(describeSurvey(file.preset, found));
  return found.rejected > 0 ? EXIT.findings : EXIT.done;
}

async function importInto(
  config: Config,
  { sources, source }: { readonly sources: ReadonlyMap<string, Source>; readonly source: Source },
  file: OpenedFile,
  options: RunImportOptions,
  rejects: Rejects,
): Promise<number> {
  const logger = commandLogger(config);
  const lifecycle = new Lifecycle(logger);
  try {
    const records = await openRecords(config, {
      command: 'import',
      mayUseOwner: true,
      mayBegin: true,
      kind: 'real',
    });
    lifecycle.onClose('records', () => records.close());
    tellOfNewRecords(records);
    await refuseWhileStopped(records.database.db);
    const staging = await stageContext(config, records, sources, lifecycle, logger);
    const context = withShorterRetention(staging, source);
    const bar = showProgress('reading', file.size);
    const done = await importFile(context, file, {
      sourceId: source.id,
      onReject: rejects.add,
      onProgress: () => bar.update(file.bytesRead()),
    })
      .catch(async (error: unknown) => {
        throw isRefusedByStop(error) ? stoppedError(await readStop(records.database.db)) : error;
      })
      .finally(() => bar.stop());
    const waiting = options.wait ? await waitForLanes(records.database.db, source.id) : 0;
    const { preset, recognisedBy = null } = file;
    if (options.json) sayJson({ preset, recognisedBy, ...done, waiting });
    else say(describe(done, waiting, file.format === 'json' ? 'records' : 'lines'));
    return done.rejected > 0 ? EXIT.findings : EXIT.done;
  } finally {
    await lifecycle.close();
  }
}

/** Who owns the embedded records scores in the same process; otherwise the running processes do. */
async function stageContext(
  config: Config,
  records: Records,
  sources: ReadonlyMap<string, Source>,
  lifecycle: Lifecycle,
  logger: Logger,
): Promise<StageContext> {
  if (records.database.reach === 'owner') {
    const parts = { rules: await readRules(config), scheduler: true, collects: false };
    return (await startEngine(records, sources, logger, lifecycle, parts)).context;
  }
  return {
    db: records.database.db,
    vault: records.vault,
    policy: loadPolicy(config.configDir),
    clock: SYSTEM_CLOCK,
    nudge() {},
  };
}

/** @throws AppError `source.refused` */
function requireSwitchedOn({ id, enabled }: Source): void {
  if (enabled) return;
  throw new AppError(
    'source.refused',
    `source "${id}" is switched off; fill in its file, and set "enabled: true" there to take files in`,
    { reason: 'disabled', source: id },
  );
}

/**
 * Nothing is taken in under an authorisation that nobody gave, that has not begun, or has ended. One whose review is overdue is only told:
 * a file that lies on the desk is fetched by nobody.
 * @throws AppError `source.refused`
 */
function requireInForce(source: Source): void {
  const { id, authorisation } = source;
  const gap = authorisationGap(authorisation, SYSTEM_CLOCK.now());
  if (gap === null) return;
  const { startsOn, expiresOn, reviewBy } = authorisation;
  if (gap === 'review-overdue') {
    warn(`the authorisation of "${id}" had to be reviewed before ${reviewBy}`);
    return;
  }
  if (gap === 'placeholder')
    throw new AppError('source.refused', describeGap(source, gap), { reason: gap, source: id });
  throw new AppError(
    'source.refused',
    `expected an authorisation in force for "${id}", found one from ${startsOn} until ${expiresOn}; have it renewed by a requester and an approver`,
    { reason: gap, source: id },
  );
}

function describe(done: ImportResult, waiting: number, unit: string): string {
  const lines = [
    `${done.fileName}: ${done.fresh} new, ${done.known} already known, ${done.rejected} rejected, ${done.linesDone} ${unit} read`,
    ...describePassedOver(done.passedOver),
  ];
  if (done.resumedAfter > 0) {
    const added = done.linesDone > done.resumedAfter ? 'went on behind it' : 'nothing was left to add';
    lines.push(`an earlier run had read ${done.resumedAfter} ${unit}, counted above; ${added}`);
  }
  return [...lines, ...describeWaiting(waiting)].join('\n');
}

import { once } from 'node:events';
import { authorisationGap, type Source } from '../../../queue/contracts/index.ts';
import { SYSTEM_CLOCK } from '../../../queue/runtime/clock.ts';
import type { Config } from '../../../queue/runtime/config.ts';
import { AppError } from '../../../queue/runtime/errors.ts';
import { Lifecycle } from '../../../queue/runtime/lifecycle.ts';
import type { Logger } from '../../../queue/runtime/logger.ts';
import { loadPolicy } from '../../../queue/runtime/policy.ts';
import { bindKind } from '../../../queue/storage/index.ts';
import { withShorterRetention } from '../../../workers/handlers/retention.ts';
import type { StageContext } from '../../../workers/handlers/stage.ts';
import {
  checkFile,
  type ImportResult,
  importFile,
  type Reject,
} from '../../../workers/intake/import-file.ts';
import { type ImportFile, openImportFile } from '../../../workers/intake/open-file.ts';
import { waitForLanes } from '../drain.ts';
import { startEngine } from '../engine.ts';
import { EXIT } from '../exit.ts';
import { openOutputFile } from '../output-file.ts';
import { commandLogger, configFrom, type SharedOptions } from '../program.ts';
import { showProgress } from '../progress.ts';
import { openRecords, type Records } from '../records.ts';
import { readRules } from '../rule-set.ts';
import { readSources, requireSource } from '../source-set.ts';

export interface RunImportOptions extends SharedOptions {
  readonly source: string;
  readonly dryRun?: boolean;
  readonly rejects?: string;
  readonly wait: boolean;
}

/** Takes a file in. Exit code 1 when lines were rejected: the others are in, nothing is lost. */
export async function runImport(path: string, options: RunImportOptions): Promise<number> {
  const config = configFrom(options);
  const source = requireSource(await readSources(config), options.source);
  if (source.kind !== 'import') {
    throw new AppError(
      'usage.invalid',
      `expected a source of kind import, found ${source.id} of kind ${source.kind}`,
    );
  }
  requireInForce(source);
  const file = openImportFile(path);
  const rejects = openRejects(options.rejects);
  try {
    if (options.dryRun) {
      const counts = await checkFile(file, rejects.add);
      console.log(
        options.json
          ? JSON.stringify({ ...counts, dryRun: true })
          : `dry run: ${counts.valid} valid, ${counts.rejected} rejected, nothing written`,
      );
      return counts.rejected > 0 ? EXIT.findings : EXIT.done;
    }
    return await importInto(config, source, file, options, rejects);
  } finally {
    await rejects.close();
  }
}

async function importInto(
  config: Config,
  source: Source,
  file: ImportFile,
  options: RunImportOptions,
  rejects: Rejects,
): Promise<number> {
  const logger = commandLogger(config);
  const lifecycle = new Lifecycle(logger);
  try {
    const records = await openRecords(config, { command: 'import', mayUseOwner: true });
    lifecycle.onClose('records', () => records.close());
    await bindKind(records.database.db, 'real');
    const staging = await stageContext(config, records, source, lifecycle, logger);
    const context = withShorterRetention(staging, source);
    const bar = showProgress('reading', file.size);
    const done = await importFile(context, file, {
      sourceId: source.id,
      onReject: rejects.add,
      onProgress: () => bar.update(file.bytesRead()),
    }).finally(() => bar.stop());
    const waiting = options.wait ? await waitForLanes(records.database.db, source.id) : 0;
    console.log(options.json ? JSON.stringify({ ...done, waiting }) : describe(done, waiting));
    return done.rejected > 0 ? EXIT.findings : EXIT.done;
  } finally {
    await lifecycle.close();
  }
}

/** Who owns the embedded records scores in the same process; otherwise the running processes do. */
async function stageContext(
  config: Config,
  records: Records,
  source: Source,
  lifecycle: Lifecycle,
  logger: Logger,
): Promise<StageContext> {
  if (records.database.reach === 'owner') {
    const parts = { rules: await readRules(config.packsDir), scheduler: true };
    const sources = new Map([[source.id, source]]);
    return (await startEngine(config, records, sources, logger, lifecycle, parts)).context;
  }
  return {
    db: records.database.db,
    vault: records.vault,
    policy: loadPolicy(config.configDir),
    clock: SYSTEM_CLOCK,
    nudge() {},
  };
}

/**
 * Nothing is taken in under an authorisation that has not begun or has ended. One whose review is overdue is only told:
 * a file that lies on the desk is fetched by nobody.
 * @throws AppError `source.refused`
 */
function requireInForce({ id, authorisation }: Source): void {
  const gap = authorisationGap(authorisation, SYSTEM_CLOCK.now());
  if (gap === null) return;
  const { startsOn, expiresOn, reviewBy } = authorisation;
  if (gap === 'review-overdue') {
    process.stderr.write(`vigie: the authorisation of "${id}" had to be reviewed before ${reviewBy}\n`);
    return;
  }
  throw new AppError(
    'source.refused',
    `expected an authorisation in force for "${id}", found one from ${startsOn} until ${expiresOn}; have it renewed by a requester and an approver`,
    { reason: gap, source: id },
  );
}

function describe(done: ImportResult, waiting: number): string {
  const lines = [
    `${done.fileName}: ${done.fresh} new, ${done.known} already known, ${done.rejected} rejected, ${done.linesDone} lines read`,
  ];
  if (done.resumedAfter > 0) {
    const added = done.linesDone > done.resumedAfter ? 'went on behind it' : 'nothing was left to add';
    lines.push(`an earlier run had read ${done.resumedAfter} lines, counted above; ${added}`);
  }
  if (waiting > 0) lines.push(`${waiting} posts still wait for a worker; see vigie status`);
  return lines.join('\n');
}

interface Rejects {
  add(reject: Reject): void;
  close(): Promise<void>;
}

/** Rejected lines on standard error (the first twenty) and, where asked for, all of them in a file. */
function openRejects(path: string | undefined): Rejects {
  const stream = path === undefined ? undefined : openOutputFile(path);
  let count = 0;
  return {
    add(reject) {
      count += 1;
      if (count <= 20) process.stderr.write(`vigie: line ${reject.line}: ${reject.reason}\n`);
      stream?.write(`${JSON.stringify(reject)}\n`);
    },
    async close() {
      if (count > 20)
        process.stderr.write(
          `vigie: and ${count - 20} more rejected lines${path ? `, all in ${path}` : '; --rejects FILE lists all'}\n`,
        );
      if (!stream) return;
      stream.end();
      await once(stream, 'close');
    },
  };
}

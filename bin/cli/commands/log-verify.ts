import { readFile } from 'node:fs/promises';
import { checkEarlier, type LogReport, sequence, verifyLog } from '../../../queue/log/index.ts';
import { AppError, messageOf } from '../../../queue/runtime/errors.ts';
import { EXIT } from '../exit.ts';
import type { SharedOptions } from '../program.ts';
import { say, sayJson } from '../terminal.ts';
import { withRecords } from '../with-records.ts';
import { describeKinds, describeNotices } from './describe-log.ts';

export interface VerifyOptions extends SharedOptions {
  readonly key?: string;
  readonly policy?: string;
  /** Files. */
  readonly checkpoint: readonly string[];
}

/** Verifies the log in the records. Exit code 4 when it is not intact, 1 when something in it has to be explained. */
export async function logVerify(options: VerifyOptions): Promise<number> {
  const earlier = await readCheckpointFiles(options.checkpoint);
  return withRecords(options, 'log verify', async (records) => {
    const { db } = records.database;
    await sequence(db, records.vault);
    const walked = await verifyLog(db, records.vault);
    const fault =
      walked.fault ?? (await earlierFault(earlier, (text) => checkEarlier(db, records.vault, text)));
    const report: LogReport = { ...walked, fault };
    if (options.json) sayJson(report);
    else say(describe(report));
    if (report.fault) return EXIT.data;
    return report.notices.length > 0 ? EXIT.findings : EXIT.done;
  });
}

/** @throws AppError `usage.invalid` */
export function readCheckpointFiles(paths: readonly string[]): Promise<string[]> {
  return Promise.all(
    paths.map((path) =>
      readFile(path, 'utf8').catch((error: unknown) => {
        const message = `expected an earlier checkpoint in ${path}, but ${messageOf(error)}`;
        throw new AppError('usage.invalid', message, { path }, { cause: error });
      }),
    ),
  );
}

/** @returns the first earlier checkpoint's fault, or `null` */
async function earlierFault(
  texts: readonly string[],
  check: (text: string) => Promise<string | null>,
): Promise<LogReport['fault']> {
  for (const text of texts) {
    const reason = await check(text);
    if (reason !== null) return { index: null, entryId: null, reason };
  }
  return null;
}

function describe(report: LogReport): string {
  if (report.fault) {
    const { index, entryId, reason } = report.fault;
    const id = entryId === null ? '' : ` (id ${entryId})`;
    const place = index === null ? `none with a position${id}` : `entry ${index}${id}`;
    return `log: NOT intact\nfirst bad entry: ${place}\n${reason}`;
  }
  const last = report.lastDecision;
  return [
    `log: intact, ${report.size} entries, root ${report.root ?? 'none'}`,
    `signed checkpoints it continues: ${report.checkpoints}`,
    `assessments recomputed: ${report.assessmentsChecked}`,
    ...(report.shredded > 0 ? [`entries whose body was shredded in time: ${report.shredded}`] : []),
    ...(last ? [`last decision: entry ${last.index}, item ${last.subject}, ${last.outcome}`] : []),
    ...describeNotices(report.notices),
    ...describeKinds(report.kinds),
  ].join('\n');
}

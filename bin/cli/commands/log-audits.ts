import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { EXPORT_FILES, readExportedEntries, verifyExport } from '../../../queue/log/index.ts';
import { type CheckedDraw, checkDraws } from '../../../queue/oversight/index.ts';
import { AppError } from '../../../queue/runtime/errors.ts';
import { EXIT } from '../exit.ts';
import { exportFolder } from '../export-folder.ts';
import { readKey } from '../log-inputs.ts';
import { say, sayJson } from '../terminal.ts';

export interface AuditsOptions {
  readonly key?: string;
  readonly json?: boolean;
}

/**
 * Makes every draw of an exported log again, without records. Exit code 1 when one is not what the log announced, 4 when the log
 * itself is not intact.
 * @throws AppError `usage.invalid` for an export without bodies
 */
export async function logAudits(folder: string, options: AuditsOptions): Promise<number> {
  if (!existsSync(join(folder, EXPORT_FILES.bodies)))
    throw new AppError(
      'usage.invalid',
      `expected an exported log with bodies at ${folder}, found none; make one with "vigie log export FOLDER --with-bodies --purpose lawfulness"`,
    );
  const reader = exportFolder(folder);
  const { fault } = await verifyExport(reader, await readKey(options.key ?? join(folder, EXPORT_FILES.key)));
  if (fault !== null)
    throw new AppError(
      'log.inconsistent',
      `${fault.file}: ${fault.reason}; a draw of this log proves nothing`,
    );
  const { draws, announced } = await checkDraws(readExportedEntries(reader));
  if (options.json) sayJson({ announced, draws });
  else say([`audits announced: ${announced}, drawn: ${draws.length}`, ...draws.map(describe)].join('\n'));
  return draws.some((draw) => draw.fault !== null) ? EXIT.findings : EXIT.done;
}

function describe({ audit, index, population, picks, fault }: CheckedDraw): string {
  const what = `audit ${audit}, entry ${index}`;
  if (fault !== null) return `${what}: DOES NOT HOLD: ${fault}`;
  return `${what}: holds, ${picks.length} of ${population} judgments: ${picks.join(', ') || 'none'}`;
}

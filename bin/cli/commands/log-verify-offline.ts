import { existsSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  checkProof,
  EXPORT_FILES,
  type ExportReport,
  type Note,
  verifyExport,
  witnessesOf,
} from '../../../queue/log/index.ts';
import { AppError } from '../../../queue/runtime/errors.ts';
import { EXIT } from '../exit.ts';
import { exportFolder } from '../export-folder.ts';
import { readKey, readPolicyFile } from '../log-inputs.ts';
import { say, sayJson, warn } from '../terminal.ts';
import { describeKinds, describeNotices } from './describe-log.ts';
import { readCheckpointFiles, type VerifyOptions } from './log-verify.ts';

/**
 * Verifies an exported log (a folder) or a proof (a file) without any records.
 * @throws AppError `usage.invalid`
 */
export async function logVerifyOffline(path: string, options: VerifyOptions): Promise<number> {
  if (!existsSync(path))
    throw new AppError(
      'usage.invalid',
      `expected an exported log or a proof at ${path}, found nothing there`,
    );
  return statSync(path).isDirectory() ? verifyFolder(path, options) : verifyProof(path, options);
}

async function verifyFolder(folder: string, options: VerifyOptions): Promise<number> {
  if (!existsSync(join(folder, EXPORT_FILES.checkpoint)) && !existsSync(join(folder, EXPORT_FILES.key)))
    throw new AppError('usage.invalid', `expected an exported log at ${folder}, found none`);
  const own = join(folder, EXPORT_FILES.key);
  const log = await readKey(options.key ?? own);
  const earlier = await readCheckpointFiles(options.checkpoint);
  const walked = await verifyExport(exportFolder(folder), log, earlier);
  const quorum = walked.fault ? null : await quorumOf(walked.note, options.policy);
  const file = EXPORT_FILES.checkpoint;
  const fault = quorum?.fault ? { file, index: null, reason: quorum.fault } : walked.fault;
  const { note: _, ...rest } = walked;
  const report = { ...rest, witnesses: quorum?.witnesses ?? null, fault };
  if (options.json) sayJson(report);
  else say(describe(report));
  if (options.key === undefined) warn(OWN_KEY);
  if (report.fault) return EXIT.data;
  return report.notices.length > 0 ? EXIT.findings : EXIT.done;
}

async function verifyProof(path: string, options: VerifyOptions): Promise<number> {
  if (options.key === undefined)
    throw new AppError(
      'usage.invalid',
      'expected --key with the verifier key of the log, found none: a proof says nothing without it. "vigie log key" ' +
        'prints it where the log is',
    );
  const checked = checkProof(await readFile(path, 'utf8'), await readKey(options.key));
  if (typeof checked === 'string') return unproven(checked, options);
  const { index, checkpoint, entry, note } = checked;
  const quorum = await quorumOf(note, options.policy);
  if (quorum?.fault) return unproven(quorum.fault, options);
  const { origin, size, root } = checkpoint;
  if (options.json) sayJson({ origin, size, root: root.toString('hex'), index, entry, fault: null });
  else
    say(
      [
        `proof: holds, entry ${index} is in ${origin}, under the checkpoint of ${size} entries`,
        `root ${root.toString('hex')}`,
        entry === null ? 'the proof does not give away what the entry says' : JSON.stringify(entry, null, 2),
      ].join('\n'),
    );
  return EXIT.done;
}

function unproven(fault: string, { json }: VerifyOptions): number {
  if (json) sayJson({ fault });
  else say(`proof: DOES NOT HOLD\n${fault}`);
  return EXIT.data;
}

/** @returns `null` without a policy */
async function quorumOf(
  note: Note,
  file: string | undefined,
): Promise<{ witnesses: string[]; fault: string | null } | null> {
  if (file === undefined) return null;
  const policy = await readPolicyFile(file);
  const witnesses = [...witnessesOf(note, policy)];
  const fault = policy.isQuorum(new Set(witnesses))
    ? null
    : `expected cosignatures of a quorum of witnesses, found those of ${witnesses.join(', ') || 'none'}: this checkpoint does not count`;
  return { witnesses, fault };
}

const OWN_KEY =
  'The key came with the export: this shows that nothing was altered since it was signed, not by whom. Compare it with the ' +
  'key that "vigie log key" prints, or pass that one with --key.';

function describe(
  report: Omit<ExportReport, 'note'> & { readonly witnesses: readonly string[] | null },
): string {
  if (report.fault) {
    const { file, index, reason } = report.fault;
    return `log: NOT intact\nfirst fault: ${index === null ? '' : `entry ${index}, `}${file}\n${reason}`;
  }
  return [
    `log: intact, ${report.size} entries of ${report.origin}, root ${report.root}`,
    `entries whose body was there and is what was committed to: ${report.bodiesChecked}`,
    `earlier checkpoints it continues: ${report.continued}`,
    ...(report.witnesses ? [`witnesses that have cosigned it: ${report.witnesses.join(', ')}`] : []),
    ...describeNotices(report.notices),
    ...describeKinds(report.kinds),
  ].join('\n');
}

import { createHash } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import {
  type KeptCheckpoint,
  type MonitorFault,
  type MonitorReport,
  monitorLog,
  type NoteVerifier,
  openCheckpoint,
  type WitnessPolicy,
} from '../../../queue/log/index.ts';
import { AppError } from '../../../queue/runtime/errors.ts';
import type { NetworkKind } from '../../../workers/fetch/one-place-connector.ts';
import { type HttpFolder, readOverHttp } from '../../../workers/witness/read-over-http.ts';
import { EXIT } from '../exit.ts';
import { exportFolder } from '../export-folder.ts';
import { readKey, readPolicyFile } from '../log-inputs.ts';
import { monitorFolder } from '../monitor-folder.ts';
import { say, sayJson } from '../terminal.ts';
import { readCheckpointFiles } from './log-verify.ts';

export interface MonitorOptions {
  readonly key: string;
  readonly data: string;
  readonly policy?: string;
  readonly askWitnesses?: boolean;
  /** Files. */
  readonly checkpoint: readonly string[];
  readonly network: NetworkKind;
  readonly json?: boolean;
}

type Seen = Pick<KeptCheckpoint, 'size' | 'root' | 'note'>;

/**
 * Looks at a log once. What it saw is on disk before it says so. Exit code 1 when something is wrong with the log, 5 when it
 * cannot be reached.
 * @param source folder of an exported log, or the address that it is served under
 */
export async function logMonitor(source: string, options: MonitorOptions): Promise<number> {
  const key = await readKey(options.key);
  const policy = options.policy === undefined ? null : await readPolicyFile(options.policy);
  if (options.askWitnesses === true && policy === null)
    throw new AppError('usage.invalid', 'expected --policy beside --ask-witnesses, found none');
  const told = (await readCheckpointFiles(options.checkpoint)).map((text) => readSeen(text, key));
  const memory = monitorFolder(join(options.data, 'monitor'), key.name);
  const kept = await memory.read();
  const asked = options.askWitnesses === true ? await askWitnesses(policy, key, options.network) : NOBODY;
  const witnessed = asked.seen;
  const log = openLog(source, options.network);
  try {
    const keep = ({ size, root, note }: Seen) =>
      memory.keep({ size, root, note, seenAt: new Date().toISOString() });
    for (const one of [...told, ...witnessed]) await keep(one);
    const before = distinct([...kept, ...told, ...witnessed]);
    const looked = await monitorLog(log, key, { kept: before, keep }, policy);
    const report = { ...looked, faults: [...looked.faults, ...asked.faults] };
    if (options.json) sayJson(report);
    else say(describe(report, memory.file));
    return report.faults.length > 0 ? EXIT.findings : EXIT.done;
  } finally {
    await log.close();
  }
}

/** @throws AppError `usage.invalid` for what is neither a folder nor an address */
function openLog(source: string, network: NetworkKind): HttpFolder {
  if (existsSync(source) && statSync(source).isDirectory())
    return { file: exportFolder(source).file, close: async () => undefined };
  const wanted = network === 'loopback' ? ['https:', 'http:'] : ['https:'];
  const url = URL.canParse(source) ? new URL(source) : null;
  if (url !== null && wanted.includes(url.protocol)) {
    url.pathname = `${url.pathname.replace(/\/*$/, '')}/`;
    return readOverHttp(url, network);
  }
  throw new AppError(
    'usage.invalid',
    `expected the folder of an exported log or its https address, found "${source}"`,
  );
}

/** What witnesses answered. */
interface Asked {
  readonly seen: readonly Seen[];
  readonly faults: readonly MonitorFault[];
}
const NOBODY: Asked = { seen: [], faults: [] };

/**
 * What the witnesses cosigned last, of those that show it: a log that shows them another tree than us is found out. One that cannot be
 * asked, or shows what the log has not signed, is a fault and keeps nobody from looking at the log and asking the others.
 */
async function askWitnesses(
  policy: WitnessPolicy | null,
  log: NoteVerifier,
  network: NetworkKind,
): Promise<Asked> {
  const place = `${createHash('sha256').update(log.name).digest('hex')}/checkpoint`;
  const seen: Seen[] = [];
  const faults: MonitorFault[] = [];
  for (const { name, url } of policy?.witnesses ?? []) {
    if (url === null) continue;
    const witness = readOverHttp(new URL(`${url.href.replace(/\/*$/, '')}/`), network);
    try {
      const note = await witness.file(place);
      if (note !== null) seen.push(readSeen(Buffer.from(note).toString('utf8'), log));
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      faults.push({ kind: 'witnesses', file: `witness ${name}`, reason: error.message });
    } finally {
      await witness.close();
    }
  }
  return { seen, faults };
}

/** @throws AppError `usage.invalid` for what the log's key has not signed */
function readSeen(text: string, log: NoteVerifier): Seen {
  const signed = openCheckpoint(text, log);
  if (typeof signed === 'string') throw new AppError('usage.invalid', signed);
  const { size, root } = signed.checkpoint;
  return { size, root: root.toString('hex'), note: text };
}

function distinct(seen: readonly Seen[]): Seen[] {
  return [...new Map(seen.map((one) => [`${one.size} ${one.root}`, one])).values()];
}

function describe(report: MonitorReport, memory: string): string {
  const { origin, size, root, rebuilt, continued, witnesses, faults } = report;
  const head =
    faults.length === 0
      ? `log: as it should be, ${size} entries of ${origin}, root ${root}`
      : `log: NOT as it should be, ${faults.length} ${faults.length === 1 ? 'fault' : 'faults'} of ${origin}`;
  return [
    head,
    ...faults.map(({ kind, file, reason }) => `${kind}: ${file}: ${reason}`),
    `entries from which it was rebuilt: ${rebuilt}`,
    `checkpoints seen before that it continues: ${continued}`,
    ...(witnesses === null ? [] : [`witnesses that have cosigned it: ${witnesses.join(', ') || 'none'}`]),
    `what was seen is kept in ${memory}; two checkpoints there that contradict each other are the proof`,
  ].join('\n');
}

import { type Checkpoint, openCheckpoint } from './checkpoint.ts';
import { EXPORT_FILES } from './export-log.ts';
import { checkSignature, type Note, type NoteVerifier } from './note.ts';
import { type WitnessPolicy, witnessesOf } from './policy.ts';
import { missingFile, Rebuild, type RebuildFault } from './rebuild.ts';
import type { ExportReader } from './verify-export.ts';

/** A checkpoint that a monitor has seen, with when that was. */
export interface KeptCheckpoint {
  readonly size: number;
  /** Hexadecimal. */
  readonly root: string;
  /** Signed note, with the cosignatures it had. */
  readonly note: string;
  readonly seenAt: string;
}

/**
 * What was found, besides what rebuilding the tree finds. `unsigned`: the checkpoint is not the log's; `not-signed-root`: the
 * entries give another root than was signed; `set-back`: fewer entries than a checkpoint had that was kept; `rewritten`: other
 * entries than a kept checkpoint was over; `witnesses`: too few have cosigned, or one signed what does not hold, cannot be asked or
 * shows what the log has not signed.
 */
export interface MonitorFault {
  readonly kind:
    | RebuildFault['kind']
    | 'unsigned'
    | 'not-signed-root'
    | 'set-back'
    | 'rewritten'
    | 'witnesses';
  /** File of the log that shows it; `kept` where it is a checkpoint that was kept, `witness` and its name where it is what one shows. */
  readonly file: string;
  readonly reason: string;
}

export interface MonitorReport {
  readonly origin: string;
  /** `null` where no checkpoint of this log was found. */
  readonly size: number | null;
  readonly root: string | null;
  /** Entries from which the root was rebuilt. */
  readonly rebuilt: number;
  /** Kept checkpoints that the log continues. */
  readonly continued: number;
  /** Witnesses of the policy whose cosignature holds; `null` without a policy. */
  readonly witnesses: readonly string[] | null;
  readonly faults: readonly MonitorFault[];
}

export interface Remembered {
  /** Checkpoints that this monitor has seen, and those that others have. */
  readonly kept: readonly Pick<KeptCheckpoint, 'size' | 'root'>[];
  /**
   * Called with the log's checkpoint as soon as its signature holds, before anything else of the log is asked for: one that
   * stops answering has shown it all the same.
   */
  keep(seen: Omit<KeptCheckpoint, 'seenAt'>): Promise<void>;
}

/**
 * Looks at somebody else's log (LOG-12): rebuilds the tree from its entries, compares it with every hash that the log shows,
 * with what was signed, with each checkpoint that was kept, and with what witnesses say. It goes on behind a fault, so that all
 * of them are told. It reads commitments only, and nothing of what entries say.
 */
export async function monitorLog(
  reader: Pick<ExportReader, 'file'>,
  log: NoteVerifier,
  { kept, keep }: Remembered,
  policy: WitnessPolicy | null,
): Promise<MonitorReport> {
  const faults: MonitorFault[] = [];
  const report = { origin: log.name, size: null, root: null, rebuilt: 0, continued: 0, witnesses: null };
  const bytes = await reader.file(EXPORT_FILES.checkpoint);
  if (bytes === null) {
    faults.push(missingFile(EXPORT_FILES.checkpoint));
    return { ...report, faults };
  }
  const text = Buffer.from(bytes).toString('utf8');
  const signed = openCheckpoint(text, log);
  if (typeof signed === 'string') {
    faults.push({ kind: 'unsigned', file: EXPORT_FILES.checkpoint, reason: signed });
    return { ...report, faults };
  }
  const { checkpoint, note } = signed;
  const root = checkpoint.root.toString('hex');
  await keep({ size: checkpoint.size, root, note: text });
  const walk = new Rebuild(reader, checkpoint.size, new Set(kept.map(({ size }) => size)), faults);
  await walk.entries();
  compareWithSigned(walk, checkpoint, faults);
  const continued = kept.filter((one) => compareWithKept(walk, checkpoint, one, faults)).length;
  const witnesses = policy === null ? null : askWitnesses(note, policy, faults);
  return {
    origin: log.name,
    size: checkpoint.size,
    root,
    rebuilt: walk.size,
    continued,
    witnesses,
    faults,
  };
}

function compareWithSigned(walk: Rebuild, { size, root }: Checkpoint, faults: MonitorFault[]): void {
  const rebuilt = walk.rootAt(size);
  // What could not be read was told of by then.
  if (rebuilt === undefined || rebuilt === root.toString('hex')) return;
  faults.push({
    kind: 'not-signed-root',
    file: EXPORT_FILES.checkpoint,
    reason: `expected ${size} entries that give the root that was signed, found others: they are not what was signed`,
  });
}

/** @returns whether the log continues what was kept */
function compareWithKept(
  walk: Rebuild,
  checkpoint: Checkpoint,
  { size, root }: Pick<KeptCheckpoint, 'size' | 'root'>,
  faults: MonitorFault[],
): boolean {
  if (size > checkpoint.size) {
    const reason = `expected the ${size} entries of a kept checkpoint, found ${checkpoint.size}: the log was cut off or set back`;
    faults.push({ kind: 'set-back', file: 'kept', reason });
    return false;
  }
  const rebuilt = size === checkpoint.size ? checkpoint.root.toString('hex') : walk.rootAt(size);
  if (rebuilt === root) return true;
  if (rebuilt === undefined) return false;
  const reason = `expected a log that begins with the ${size} entries of a kept checkpoint, found others: it was rewritten or forked`;
  faults.push({ kind: 'rewritten', file: 'kept', reason });
  return false;
}

/** @returns names of the witnesses whose cosignature holds */
function askWitnesses(note: Note, policy: WitnessPolicy, faults: MonitorFault[]): string[] {
  const names = [...witnessesOf(note, policy)];
  const tell = (reason: string) => faults.push({ kind: 'witnesses', file: EXPORT_FILES.checkpoint, reason });
  for (const { name, key } of policy.witnesses)
    if (checkSignature(note, key) === 'bad')
      tell(`expected the cosignature of ${name} to hold, found that it does not: it was made up or altered`);
  if (!policy.isQuorum(new Set(names)))
    tell(
      `expected cosignatures of a quorum of witnesses, found those of ${names.join(', ') || 'none'}: this checkpoint does not count`,
    );
  return names;
}

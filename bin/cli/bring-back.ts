import type { StoredObject } from '../../queue/contracts/index.ts';
import type { EvidenceStore } from '../../queue/evidence/index.ts';
import { messageOf } from '../../queue/runtime/errors.ts';
import { isLoss } from './backup-evidence.ts';
import { EXIT } from './exit.ts';
import { say, warn } from './terminal.ts';

/** What came of bringing objects back. Each name is counted once. */
export interface BroughtBack {
  readonly copied: readonly string[];
  /** How many of those had lain there altered. */
  readonly setAside: number;
  /** Neither in the store nor beside the backup as they were stored. */
  readonly lost: readonly string[];
  /** How many were not come to. */
  readonly left: number;
  /** Why not; `null` where all were. */
  readonly stopped: string | null;
}

export interface BringBackOptions {
  /**
   * Whether what is there is read and hashed, and what was altered put aside. Otherwise it is asked for alone: into a store that
   * was empty nothing altered comes, and one that others use is left as it is.
   */
  readonly mendsAltered: boolean;
  /** Ends the work after the object in hand. */
  readonly signal: AbortSignal;
}

/**
 * Brings objects that the records name into a store from the copies beside a backup; whatever lies there under its name is held
 * against the hash that the name is. A store that refuses ends the work and loses nothing: it can be done again.
 */
export async function bringBack(
  from: EvidenceStore,
  to: EvidenceStore,
  objects: readonly StoredObject[],
  { mendsAltered, signal }: BringBackOptions,
): Promise<BroughtBack> {
  const names = [...new Set(objects.map(({ storedAs }) => storedAs))];
  const copied: string[] = [];
  const lost: string[] = [];
  let setAside = 0;
  for (const [at, name] of names.entries()) {
    try {
      signal.throwIfAborted();
      const state = await stateOf(to, name, mendsAltered);
      if (state === 'there') continue;
      // Before anything is moved: without a copy what lies there stays where it is.
      const bytes = await from.get(name);
      if (state === 'altered') {
        await to.setAside(name);
        setAside += 1;
      }
      await to.put(name, bytes);
      copied.push(name);
    } catch (error) {
      if (isLoss(error)) lost.push(name);
      else return { copied, setAside, lost, left: names.length - at, stopped: messageOf(error) };
    }
  }
  return { copied, setAside, lost, left: 0, stopped: null };
}

/** What did not come back, and what to do. @returns the exit code */
export function tellOfTheRest(path: string, { lost, left, stopped }: BroughtBack): number {
  if (lost.length > 0)
    say(
      `${lost.length} captured objects are not beside the backup as they were stored, such as ${lost[0]}: ` +
        'run vigie restore FILE --evidence-only with a backup in another folder that has them',
    );
  if (stopped === null) return lost.length === 0 ? EXIT.done : EXIT.findings;
  warn(
    `${left} captured objects may still be missing: ${stopped}. When that is seen to, run vigie restore ${path} --evidence-only: ` +
      'it brings back what is missing, as often as it is run',
  );
  return EXIT.unavailable;
}

async function stateOf(
  store: EvidenceStore,
  name: string,
  isHashed: boolean,
): Promise<'there' | 'missing' | 'altered'> {
  if (!(await store.has(name))) return 'missing';
  if (!isHashed) return 'there';
  try {
    await store.get(name);
    return 'there';
  } catch (error) {
    if (isLoss(error)) return 'altered';
    throw error;
  }
}

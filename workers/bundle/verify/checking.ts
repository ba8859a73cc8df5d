import type { KeyObject } from 'node:crypto';
import type { z } from 'zod';
import type { NoteVerifier } from '../../../queue/log/index.ts';
import { jsonOf } from '../../../queue/runtime/json-of.ts';
import type { BagFolder } from '../bag/read-folder.ts';

/** What the checks of a bundle share. */
export interface Checking {
  readonly folder: BagFolder;
  readonly unit: KeyObject | null;
  readonly log: NoteVerifier | null;
  /** Signed note of the checkpoint that every proof must be under. */
  readonly checkpoint: string;
  /** Positions in the log before this one may say nothing any more: an entry of the log says so. */
  readonly shreddedBefore: number;
  /** Positions of entries that say nothing any more, each of one event. */
  readonly taken: Set<number>;
  rootsOf(authority: string): readonly Uint8Array[];
  /** What certificates of archives' signers may end in; `null` where nobody gave any. */
  readonly domainRoots: readonly Uint8Array[] | null;
  /** Header of a block by its height, 80 bytes, as who checks got it; `null` where the bundle's own are taken. */
  readonly headers: ReadonlyMap<number, Uint8Array> | null;
  /** Easiest target of a block; `undefined` for Bitcoin's own. */
  readonly blockLimit: bigint | undefined;
  fault(file: string, reason: string): void;
  notice(text: string): void;
}

/** @returns `null` with a fault where it is not there, or of another shape */
export function readJson<T>(
  folder: BagFolder,
  path: string,
  schema: z.ZodType<T>,
  fault: Checking['fault'],
): T | null {
  const bytes = folder.read(path);
  if (bytes === null) {
    fault(path, 'expected this file, found none');
    return null;
  }
  const parsed = schema.safeParse(jsonOf(bytes.toString('utf8')));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  fault(
    path,
    `expected the record of a bundle, found a fault at ${issue?.path.join('.') || 'its start'}: ${issue?.message}`,
  );
  return null;
}

import type { Pack } from '../schema.ts';
import type { Fault } from './fault.ts';
import { readPackFiles } from './pack-files.ts';
import { parsePacks } from './parse-packs.ts';

export type LoadedPacks =
  /** `digest` is SHA-256 in hex over every file's path and bytes, in order of path. */
  | { readonly ok: true; readonly packs: readonly Pack[]; readonly digest: string }
  | { readonly ok: false; readonly faults: readonly Fault[] };

/** Reads every `.yml` and `.yaml` below `dir`. Reports all faults of all files at once. */
export async function loadPacks(dir: string): Promise<LoadedPacks> {
  const files = readPackFiles(dir);
  const { located, faults, digest } = parsePacks(files.sources);
  const all = [...files.faults, ...faults];
  if (all.length > 0) return { ok: false, faults: all };
  return { ok: true, packs: located.map(({ pack }) => pack), digest };
}

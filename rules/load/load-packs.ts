import type { Pack } from '../schema.ts';
import type { Fault } from './fault.ts';
import { readPacks } from './read-packs.ts';

export type LoadedPacks =
  /** `digest` is SHA-256 in hex over every file's path and bytes, in order of path. */
  | { readonly ok: true; readonly packs: readonly Pack[]; readonly digest: string }
  | { readonly ok: false; readonly faults: readonly Fault[] };

/** Reads every `.yml` and `.yaml` below `dir`. Reports all faults of all files at once. */
export async function loadPacks(dir: string): Promise<LoadedPacks> {
  const { located, faults, digest } = readPacks(dir, null);
  if (faults.length > 0) return { ok: false, faults };
  return { ok: true, packs: located.map(({ pack }) => pack), digest };
}

import type { CompiledRules } from '../compile/compiled-rules.ts';
import { compileAndKeep } from './compile-parsed.ts';
import type { Fault } from './fault.ts';
import { readPacks } from './read-packs.ts';

export type LoadedRules =
  /** `digest` is SHA-256 in hex over every file's path and bytes, in order of path. */
  | { readonly ok: true; readonly compiled: CompiledRules; readonly digest: string }
  | { readonly ok: false; readonly faults: readonly Fault[] };

/** Reads and compiles every pack below `dir`, of which nothing compiled is kept. Reports all faults of all files at once. */
export function compileFolder(dir: string, cache: string | null): LoadedRules {
  const packs = readPacks(dir, cache);
  if (packs.faults.length > 0) return { ok: false, faults: packs.faults };
  return { ok: true, compiled: compileAndKeep(packs, cache), digest: packs.digest };
}

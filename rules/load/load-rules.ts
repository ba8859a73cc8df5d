import type { CompiledRules } from '../compile/compiled-rules.ts';
import { beginNewest, readCompiled, writeCompiled } from './compiled-file.ts';
import { digestOf, digestOfFolder } from './digest.ts';
import type { Fault } from './fault.ts';
import { readPackFiles } from './pack-files.ts';

export type LoadedRules =
  /** `digest` is SHA-256 in hex over every file's path and bytes, in order of path. */
  | { readonly ok: true; readonly compiled: CompiledRules; readonly digest: string }
  | { readonly ok: false; readonly faults: readonly Fault[] };

/**
 * Reads and compiles every pack below `dir`, or takes the compiled form from `cache` when the files are the same to the
 * byte. Reports all faults of all files at once.
 */
export async function loadRules(dir: string, cache: string | null): Promise<LoadedRules> {
  const begun = cache === null ? null : beginNewest(cache);
  const known = cache === null ? null : digestOfFolder(dir);
  if (cache !== null && known !== null) {
    const compiled = await readCompiled(cache, known, begun);
    if (compiled !== null) return { ok: true, compiled, digest: known };
  }
  // Loaded only where something is to be compiled: three hundred milliseconds are all that a start may take.
  const { compileSources } = await import('./compile-sources.ts');
  const { sources, faults } = readPackFiles(dir);
  const digest = digestOf(sources);
  const made = compileSources(sources, faults, cache);
  if (!made.ok) return made;
  if (cache !== null) writeCompiled(cache, digest, made.compiled);
  return { ok: true, compiled: made.compiled, digest };
}

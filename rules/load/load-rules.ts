import type { LoadedRules } from './compile-folder.ts';
import { beginNewest, readCompiled } from './compiled-file.ts';
import { digestOfFolder } from './digest.ts';

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
  const { compileFolder } = await import('./compile-folder.ts');
  return compileFolder(dir, cache);
}

import { compileRules } from '../compile/compile-rules.ts';
import type { CompiledRules } from '../compile/compiled-rules.ts';
import { readCompiled, writeCompiled } from './compiled-file.ts';
import type { ParsedPacks } from './parse-packs.ts';

/**
 * The compiled form of packs in which nothing is wrong, from `cache` where these very packs were compiled before; null for no cache. Shipped
 * packs take six seconds.
 */
export async function compileParsed(
  { located, digest }: ParsedPacks,
  cache: string | null,
): Promise<CompiledRules> {
  const isKept = cache !== null && located.length > 0;
  const before = isKept ? await readCompiled(cache, digest) : null;
  if (before !== null) return before;
  const compiled = compileRules(located.map(({ pack }) => pack));
  if (isKept) writeCompiled(cache, digest, compiled);
  return compiled;
}

import { compileRules } from '../compile/compile-rules.ts';
import type { CompiledRules } from '../compile/compiled-rules.ts';
import { readCompiled, writeCompiled } from './compiled-file.ts';
import type { ParsedPacks } from './parse-packs.ts';

/**
 * The compiled form of packs in which nothing is wrong, from `cache` where these very packs were compiled before; null for no cache. Shipped
 * packs take six seconds.
 */
export async function compileParsed(packs: ParsedPacks, cache: string | null): Promise<CompiledRules> {
  const before = cache === null ? null : await readCompiled(cache, packs.digest);
  return before ?? compileAndKeep(packs, cache);
}

/** Compiles packs in which nothing is wrong, and keeps what they come to in `cache`; no packs at all are kept nowhere. */
export function compileAndKeep({ located, digest }: ParsedPacks, cache: string | null): CompiledRules {
  const compiled = compileRules(located.map(({ pack }) => pack));
  if (cache !== null && located.length > 0) writeCompiled(cache, digest, compiled);
  return compiled;
}

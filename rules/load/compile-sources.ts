import { compileRules } from '../compile/compile-rules.ts';
import type { CompiledRules } from '../compile/compiled-rules.ts';
import type { Fault } from './fault.ts';
import type { PackSource } from './pack-files.ts';
import { parseSources } from './read-packs.ts';

export type CompiledSources =
  | { readonly ok: true; readonly compiled: CompiledRules }
  | { readonly ok: false; readonly faults: readonly Fault[] };

/**
 * @param faults of reading the files, reported with those of what they say
 * @param cache folder in which sound packs are kept; null for none
 */
export function compileSources(
  sources: readonly PackSource[],
  faults: readonly Fault[],
  cache: string | null,
): CompiledSources {
  const parsed = parseSources(sources, faults, cache);
  if (parsed.faults.length > 0) return { ok: false, faults: parsed.faults };
  return { ok: true, compiled: compileRules(parsed.located.map(({ pack }) => pack)) };
}

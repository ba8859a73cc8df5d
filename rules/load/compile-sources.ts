import { compileRules } from '../compile/compile-rules.ts';
import type { CompiledRules } from '../compile/compiled-rules.ts';
import type { Fault } from './fault.ts';
import type { PackSource } from './pack-files.ts';
import { parsePacks } from './parse-packs.ts';

export type CompiledSources =
  | { readonly ok: true; readonly compiled: CompiledRules }
  | { readonly ok: false; readonly faults: readonly Fault[] };

/** @param faults of reading the files, reported with those of what they say */
export function compileSources(sources: readonly PackSource[], faults: readonly Fault[]): CompiledSources {
  const parsed = parsePacks(sources);
  const all = [...faults, ...parsed.faults];
  if (all.length > 0) return { ok: false, faults: all };
  return { ok: true, compiled: compileRules(parsed.located.map(({ pack }) => pack)) };
}

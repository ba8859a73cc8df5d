import { digestOf } from './digest.ts';
import type { Fault } from './fault.ts';
import { type KeptPacks, keepPacks, keyOf, readKeptPacks } from './kept-packs.ts';
import { type PackSource, readPackFiles } from './pack-files.ts';
import { type ParsedPacks, parsePacks } from './parse-packs.ts';

/**
 * Reads and parses every `.yml` and `.yaml` below `dir`, and reports all faults of all files at once.
 * @param cache folder in which sound packs are kept, so that only files that were changed are parsed anew; null for none
 */
export function readPacks(dir: string, cache: string | null): ParsedPacks {
  const { sources, faults } = readPackFiles(dir);
  return parseSources(sources, faults, cache);
}

/** The same of files that were read. @param faults of reading them, told before those of what they say */
export function parseSources(
  sources: readonly PackSource[],
  faults: readonly Fault[],
  cache: string | null,
): ParsedPacks {
  if (cache === null) {
    const parsed = parsePacks(sources);
    return { ...parsed, faults: [...faults, ...parsed.faults] };
  }
  const digest = digestOf(sources);
  const kept = readKeptPacks(cache, digest, sources);
  const keys = new Map(sources.map((source) => [source.file, keyOf(source)]));
  const parsed = parsePacks(sources, ({ file }) => kept.get(keys.get(file) ?? ''), digest);
  const sound: KeptPacks = new Map(parsed.located.map(({ pack }) => [keys.get(pack.file) ?? '', pack]));
  if ([...sound.keys()].some((key) => !kept.has(key))) keepPacks(cache, digest, sound);
  return { ...parsed, faults: [...faults, ...parsed.faults] };
}

import type { Pack } from '../schema.ts';
import { digestOf } from './digest.ts';
import { encodingFault, withoutMark } from './encoding-fault.ts';
import type { Fault, Locate } from './fault.ts';
import { illegible, type Legible } from './legible.ts';
import type { PackSource } from './pack-files.ts';
import { parsedBefore, parsePack } from './parse-pack.ts';
import type { PartialPack } from './partial-pack.ts';
import { vocabularyFaults } from './vocabulary-faults.ts';

/** A pack with what finds the line of a value in its file. */
export interface LocatedPack {
  readonly pack: Pack;
  readonly locate: Locate;
}

export interface ParsedPacks {
  /** Those that could be read; the others are among the faults. */
  readonly located: readonly LocatedPack[];
  /** What is sound of the others, where it can be told; left out where there is nothing. */
  readonly partial?: readonly PartialPack[];
  readonly faults: readonly Fault[];
  /** SHA-256 in hex over every file's path and bytes, in order of path. */
  readonly digest: string;
}

/**
 * Parses pack files and checks them against each other. Reports all faults of all files at once.
 * @param known the pack of a file in which nothing was wrong when it was parsed before, with these very bytes
 * @param digest of these sources, where it is at hand
 */
export function parsePacks(
  sources: readonly PackSource[],
  known: (source: PackSource) => Pack | undefined = () => undefined,
  digest = digestOf(sources),
): ParsedPacks {
  const faults: Fault[] = [];
  const located: LocatedPack[] = [];
  const partial: PartialPack[] = [];
  const files: Legible[] = [];
  for (const source of sources) {
    const { file, bytes } = source;
    const before = known(source);
    const text = () => withoutMark(Buffer.from(bytes).toString('utf8'));
    const unreadable = before === undefined ? encodingFault(file, bytes) : null;
    if (unreadable !== null) {
      faults.push(unreadable);
      files.push(illegible(file));
      continue;
    }
    const parsed = before === undefined ? parsePack(file, text()) : parsedBefore(before, text);
    files.push(parsed.legible);
    if (parsed.ok) {
      located.push({ pack: parsed.pack, locate: parsed.legible.locate });
      continue;
    }
    faults.push(...parsed.faults);
    if (parsed.partial !== null) partial.push(parsed.partial);
  }
  const duplicates = duplicateIds(files);
  faults.push(...duplicates, ...extraGates(files), ...vocabularyFaults(files, duplicates.length > 0));
  return { located, partial, faults, digest };
}

function duplicateIds(files: readonly Legible[]): readonly Fault[] {
  const firstFile = new Map<string, string>();
  const faults: Fault[] = [];
  for (const { file, ids, locate } of files) {
    for (const { index, id } of ids) {
      const known = firstFile.get(id);
      if (known === undefined) firstFile.set(id, file);
      else {
        const message = `expected an id used once, found "${id}" also in ${known}; ids are never reused, rename one`;
        faults.push({ file, ...locate(['rules', index, 'id']), code: 'rules.duplicate-id', message });
      }
    }
  }
  return faults;
}

function extraGates(files: readonly Legible[]): readonly Fault[] {
  const withGate = files.filter(({ hasGate }) => hasGate);
  return withGate.slice(1).map(({ file, locate }) => ({
    file,
    ...locate(['gate']),
    code: 'rules.second-gate',
    message: `expected one gate in all packs, found a second after ${withGate[0]?.file}; remove one`,
  }));
}

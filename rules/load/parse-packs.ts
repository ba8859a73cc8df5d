import type { Pack } from '../schema.ts';
import { type Declared, UNTOLD } from './declared.ts';
import { digestOf } from './digest.ts';
import { encodingFault } from './encoding-fault.ts';
import type { Fault, Locate } from './fault.ts';
import type { PackSource } from './pack-files.ts';
import { parsePack } from './parse-pack.ts';
import { vocabularyFaults } from './vocabulary-faults.ts';

/** A pack with what finds the line of a value in its file. */
export interface LocatedPack {
  readonly pack: Pack;
  readonly locate: Locate;
}

export interface ParsedPacks {
  /** Those that could be read; the others are among the faults. */
  readonly located: readonly LocatedPack[];
  readonly faults: readonly Fault[];
  /** SHA-256 in hex over every file's path and bytes, in order of path. */
  readonly digest: string;
}

/** Parses pack files and checks them against each other. Reports all faults of all files at once. */
export function parsePacks(sources: readonly PackSource[]): ParsedPacks {
  const faults: Fault[] = [];
  const located: LocatedPack[] = [];
  const faulty: Declared[] = [];
  for (const { file, bytes } of sources) {
    const unreadable = encodingFault(file, bytes);
    if (unreadable !== null) {
      faults.push(unreadable);
      faulty.push(UNTOLD);
      continue;
    }
    const parsed = parsePack(file, Buffer.from(bytes).toString('utf8'));
    if (parsed.ok) located.push(parsed);
    else {
      faults.push(...parsed.faults);
      faulty.push(parsed.declared);
    }
  }
  faults.push(...duplicateIds(located), ...extraGates(located), ...vocabularyFaults(located, faulty));
  return { located, faults, digest: digestOf(sources) };
}

function duplicateIds(loaded: readonly LocatedPack[]): readonly Fault[] {
  const firstFile = new Map<string, string>();
  const faults: Fault[] = [];
  for (const { pack, locate } of loaded) {
    pack.rules.forEach((rule, index) => {
      const known = firstFile.get(rule.id);
      if (known === undefined) firstFile.set(rule.id, pack.file);
      else {
        const message = `expected an id used once, found "${rule.id}" also in ${known}; ids are never reused, rename one`;
        faults.push({
          file: pack.file,
          ...locate(['rules', index, 'id']),
          code: 'rules.duplicate-id',
          message,
        });
      }
    });
  }
  return faults;
}

function extraGates(loaded: readonly LocatedPack[]): readonly Fault[] {
  const withGate = loaded.filter(({ pack }) => pack.gate !== undefined);
  return withGate.slice(1).map(({ pack, locate }) => ({
    file: pack.file,
    ...locate(['gate']),
    code: 'rules.second-gate',
    message: `expected one gate in all packs, found a second after ${withGate[0]?.pack.file}; remove one`,
  }));
}

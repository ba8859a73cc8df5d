import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { Pack } from '../schema.ts';
import type { Fault, Locate } from './fault.ts';
import { parsePack } from './parse-pack.ts';
import { vocabularyFaults } from './vocabulary-faults.ts';

export type LoadedPacks =
  /** `digest` is SHA-256 in hex over every file's path and bytes, in order of path. */
  | { readonly ok: true; readonly packs: readonly Pack[]; readonly digest: string }
  | { readonly ok: false; readonly faults: readonly Fault[] };

/** Reads every `.yml` and `.yaml` below `dir`. Reports all faults of all files at once. */
export async function loadPacks(dir: string): Promise<LoadedPacks> {
  let files: readonly string[];
  try {
    files = await packFiles(dir);
  } catch (error) {
    return { ok: false, faults: [unreadable('.', error)] };
  }
  if (files.length === 0) {
    const message = 'expected at least one .yml file, found none; check the path of the packs folder';
    return { ok: false, faults: [{ file: '.', line: 1, column: 1, code: 'rules.no-packs', message }] };
  }
  const digest = createHash('sha256');
  const faults: Fault[] = [];
  const loaded: { pack: Pack; locate: Locate }[] = [];
  for (const file of files) {
    try {
      const bytes = await readFile(join(dir, file));
      digest.update(`${file}\0${bytes.length}\0`).update(bytes);
      const parsed = parsePack(file, bytes.toString('utf8'));
      if (parsed.ok) loaded.push(parsed);
      else faults.push(...parsed.faults);
    } catch (error) {
      faults.push(unreadable(file, error));
    }
  }
  faults.push(...duplicateIds(loaded), ...extraGates(loaded), ...vocabularyFaults(loaded));
  if (faults.length > 0) return { ok: false, faults };
  return { ok: true, packs: loaded.map(({ pack }) => pack), digest: digest.digest('hex') };
}

async function packFiles(dir: string): Promise<readonly string[]> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && /\.ya?ml$/.test(entry.name))
    .map((entry) => relative(dir, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .toSorted();
}

function unreadable(file: string, error: unknown): Fault {
  const reason = error instanceof Error && 'code' in error ? String(error.code) : 'an unknown error';
  const message = `expected a readable file or folder, found ${reason}; check the path and its permissions`;
  return { file, line: 1, column: 1, code: 'rules.unreadable', message };
}

function duplicateIds(loaded: readonly { pack: Pack; locate: Locate }[]): readonly Fault[] {
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

function extraGates(loaded: readonly { pack: Pack; locate: Locate }[]): readonly Fault[] {
  const withGate = loaded.filter(({ pack }) => pack.gate !== undefined);
  return withGate.slice(1).map(({ pack, locate }) => ({
    file: pack.file,
    ...locate(['gate']),
    code: 'rules.second-gate',
    message: `expected one gate in all packs, found a second after ${withGate[0]?.pack.file}; remove one`,
  }));
}

import { dirname } from 'node:path';
import type { EvidenceStore } from '../../queue/evidence/index.ts';
import { AppError } from '../../queue/runtime/errors.ts';
import { evidenceBeside } from './backup-evidence.ts';
import { isBackupUnder, keysBeside, refuseOtherBackups, refuseOtherKeys } from './backup-files.ts';
import { type Earlier, refuseOthers } from './output-file.ts';
import { draftOf, isInside, type OutputPlace, type OwnData, outputPlace } from './output-place.ts';

/** What the drafts of an interrupted backup begin with, and whole ones; whose these are, their first line says. */
export const COMPRESSED: Earlier = {
  what: 'an earlier backup of these records',
  is: (beginning) => beginning[0] === 0x1f && beginning[1] === 0x8b,
};

export interface BackupPlaces {
  readonly records: OutputPlace;
  readonly keys: OutputPlace;
  /** Copies of captured objects: what these records do not name is removed from it. */
  readonly beside: EvidenceStore;
}

/**
 * Where a backup goes, once nothing else can be lost by it: it replaces earlier ones of the same installation, and removes captured
 * objects beside them.
 * @param named what the operator says; the keys lie beside the records unless they say otherwise
 * @param owns of the installation whose records these are, and of the one that the environment names
 * @param fingerprint of the vault key of these records
 * @throws AppError `usage.invalid`, `backup.invalid`; nothing was written then
 */
export async function backupPlaces(
  named: { readonly path: string; readonly keys: string | undefined },
  owns: { readonly these: OwnData; readonly environment: OwnData },
  fingerprint: string,
): Promise<BackupPlaces> {
  const keysPath = named.keys ?? keysBeside(named.path);
  const beside = evidenceBeside(named.path);
  for (const own of [owns.these, owns.environment]) refuseLiveStore(beside, own);
  const place = (path: string) => outputPlace(outputPlace(path, owns.environment), owns.these);
  const [records, keys] = [place(named.path), place(keysPath)];
  refuseOneForBoth(records, keys);
  await refuseOtherKeys(keys, fingerprint);
  for (const one of [records, keys]) for (const file of [one, draftOf(one)]) refuseOthers(file, COMPRESSED);
  await refuseOtherBackups(records, fingerprint);
  if (!(await isBackupUnder(records, fingerprint)))
    throw new AppError(
      'usage.invalid',
      `expected no file at ${records}, or ${COMPRESSED.what}, which this one replaces, found another or a damaged one; move it away, ` +
        'or choose another name; nothing was written',
      { path: records },
    );
  return { records, keys, beside };
}

/** Copies are removed again once no record names them. In the store itself that would be captures whose records are being written. */
function refuseLiveStore({ place }: EvidenceStore, { dataDir, evidenceDir }: OwnData): void {
  const live = [dataDir, evidenceDir].find((own) => isInside(place, own) || isInside(own, place));
  if (live === undefined) return;
  throw new AppError(
    'usage.invalid',
    `expected a folder for backups outside the installation's own data at ${live}, found ${dirname(place)}: captured objects ` +
      `would be copied to ${place}, and removed from there once no record names them; choose another folder; nothing was written`,
    { place },
  );
}

/** Of two files that are one, the second would replace the first. */
function refuseOneForBoth(records: OutputPlace, keys: OutputPlace): void {
  const all = [records, keys, draftOf(records), draftOf(keys)];
  const isTwice = all.some((one, at) => all.slice(at + 1).some((other) => isInside(one, other)));
  if (!isTwice) return;
  throw new AppError(
    'usage.invalid',
    `expected one file for the records and another for the keys of their texts, found ${records} and ${keys}; nothing was written`,
  );
}

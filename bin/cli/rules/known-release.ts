import { AppError } from '../../../queue/runtime/errors.ts';
import { listInForce } from '../../../queue/storage/index.ts';
import { shippedPacksDir } from '../../../rules/index.ts';
import type { SharedOptions } from '../program.ts';
import { withRecords } from '../with-records.ts';
import { readRelease, releaseFile } from './release-file.ts';

/** Of packs that are to be released as the first. */
export interface FirstOptions extends SharedOptions {
  /** Whoever gives it says that nothing was released before, whatever is known. */
  readonly first?: boolean | undefined;
}

/**
 * That no other release is known, neither one that is shipped nor one that the records keep. A first release is compared with nothing and measured
 * against nothing, so that a change must not pass for one because its record was removed.
 * @param shippedDir where the packs are that the repository ships
 * @throws AppError `usage.invalid` that names the release
 */
export async function requireNoneKnown(
  digest: string,
  options: FirstOptions,
  shippedDir = shippedPacksDir(),
): Promise<void> {
  if (options.first === true) return;
  const known = (await shippedRelease(digest, shippedDir)) ?? (await keptRelease(digest, options));
  if (known === null) return;
  throw new AppError(
    'usage.invalid',
    `expected no other release before a first one, found ${known}; prepare with --against the packs released before, or give --first where these packs really follow none`,
  );
}

async function shippedRelease(digest: string, dir: string): Promise<string | null> {
  const path = releaseFile(dir);
  const record = await readRelease(path);
  if (record === null || record.digest === digest || record.signatures.length === 0) return null;
  return `${record.digest.slice(0, 16)}, which ${path} signs`;
}

async function keptRelease(digest: string, options: SharedOptions): Promise<string | null> {
  try {
    return await withRecords(options, 'rules release', async ({ database: { db }, place }) => {
      const times = await listInForce(db);
      const other = times.find((time) => time.release !== null && time.digest !== digest);
      return other === undefined ? null : `${other.release}, which was in force on ${place}`;
    });
  } catch (error) {
    // An analyst's folder of packs needs no installation.
    if (error instanceof AppError && error.code === 'storage.none') return null;
    throw error;
  }
}

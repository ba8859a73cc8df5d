import { existsSync } from 'node:fs';
import { AppError } from '../../../queue/runtime/errors.ts';
import { readRelease } from '../../../queue/storage/index.ts';
import {
  compiledRulesDir,
  digestOf,
  type ParsedPacks,
  parseSources,
  readPackFiles,
  shippedPacksDir,
} from '../../../rules/index.ts';
import type { SharedOptions } from '../program.ts';
import { withRecords } from '../with-records.ts';
import { readSoundPacks, requireSoundPacks } from './read-packs.ts';
import { readRelease as readReleaseRecord, releaseFile } from './release-file.ts';

/** As assessments and `rules release verify` name a release: the first 16 digits of the digest of its packs; or the whole of it. */
const RELEASE_ID = /^[0-9a-f]{16}([0-9a-f]{48})?$/;

/**
 * The packs that a change is held against: those of a folder, or of a release by its id. That which the repository ships needs no
 * records, as long as nothing was changed in it; every other one is looked for among those that the records keep since a process first
 * scored with them.
 * @param shippedDir where the packs are that the repository ships
 * @throws AppError `usage.invalid` where no such release is kept, `config.rules` where its packs cannot be read
 */
export async function packsAgainst(
  named: string,
  options: SharedOptions,
  shippedDir = shippedPacksDir(),
): Promise<ParsedPacks> {
  // A folder may be called anything, also what looks like an id.
  if (existsSync(named) || !RELEASE_ID.test(named)) return readSoundPacks({ packs: named });
  const shipped = digestOf(readPackFiles(shippedDir).sources);
  if (shipped.startsWith(named)) return readSoundPacks({ packs: shippedDir });
  const signed = await readReleaseRecord(releaseFile(shippedDir));
  const isSignedHere = signed?.digest.startsWith(named) === true;
  const { kept, place } = await keptRelease(named, options).catch((error: unknown) => {
    const isNone = error instanceof AppError && error.code === 'storage.none';
    if (isNone && isSignedHere) return { kept: undefined, place: null };
    throw error;
  });
  if (kept?.digest.startsWith(named)) {
    const sources = kept.packs.map(({ file, text }) => ({ file, bytes: Buffer.from(text) }));
    return requireSoundPacks(parseSources(sources, [], compiledRulesDir()));
  }
  if (isSignedHere) throw changedSince(named, shippedDir);
  throw new AppError(
    'usage.invalid',
    `expected after --against a folder of packs, the packs that are shipped (${shipped.slice(0, 16)}) or a release that the records keep, found ${named}, which no process has scored with on ${place}; name the directory of the records that did with --data`,
    { release: named },
  );
}

function keptRelease(named: string, options: SharedOptions) {
  return withRecords(options, 'rules backtest', async ({ database: { db }, place }) => ({
    kept: await readRelease(db, named.slice(0, 16)),
    place,
  }));
}

/** Where the release that somebody changed in its place is named, as whoever tries their change does. */
function changedSince(named: string, dir: string): AppError {
  return new AppError(
    'usage.invalid',
    `expected after --against packs that are at hand, found ${named}, which ${releaseFile(dir)} signs, but the packs beside it were changed since and no records at hand keep them; take them from git (git worktree add ../before COMMIT) and name ../before/rules/packs`,
    { release: named },
  );
}

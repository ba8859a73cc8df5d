import { existsSync } from 'node:fs';
import { AppError } from '../../../queue/runtime/errors.ts';
import { readRelease } from '../../../queue/storage/index.ts';
import {
  digestOf,
  type ParsedPacks,
  parsePacks,
  readPackFiles,
  shippedPacksDir,
} from '../../../rules/index.ts';
import type { SharedOptions } from '../program.ts';
import { withRecords } from '../with-records.ts';
import { readSoundPacks, requireSoundPacks } from './read-packs.ts';

/** As assessments and `rules release verify` name a release: the first half of the digest of its packs; or the whole of it. */
const RELEASE_ID = /^[0-9a-f]{16}([0-9a-f]{48})?$/;

/**
 * The packs that a change is held against: those of a folder, or of a release by its id. That which the repository ships needs no
 * records; every other one is looked for among those that the records keep since a process first scored with them.
 * @throws AppError `usage.invalid` where no such release is kept, `config.rules` where its packs cannot be read
 */
export async function packsAgainst(named: string, options: SharedOptions): Promise<ParsedPacks> {
  // A folder may be called anything, also what looks like an id.
  if (existsSync(named) || !RELEASE_ID.test(named)) return readSoundPacks({ packs: named });
  const shipped = digestOf(readPackFiles(shippedPacksDir()).sources);
  if (shipped.startsWith(named)) return readSoundPacks({ packs: shippedPacksDir() });
  const { kept, place } = await withRecords(
    options,
    'rules backtest',
    async ({ database: { db }, place }) => ({
      kept: await readRelease(db, named.slice(0, 16)),
      place,
    }),
  );
  if (kept === undefined || !kept.digest.startsWith(named))
    throw new AppError(
      'usage.invalid',
      `expected after --against a folder of packs, the shipped release (${shipped.slice(0, 16)}) or one that the records keep, found ${named}, which no process has scored with on ${place}; name the directory of the records that did with --data`,
      { release: named },
    );
  const sources = kept.packs.map(({ file, text }) => ({ file, bytes: Buffer.from(text) }));
  return requireSoundPacks(parsePacks(sources));
}

import { hash } from 'node:crypto';
import type { Kysely } from 'kysely';
import { PROCESS } from '../../queue/contracts/index.ts';
import {
  enterUnsigned,
  type KeptRecord,
  keepRelease,
  type Returned,
  readLastInForce,
  type Schema,
} from '../../queue/storage/index.ts';
import { digestOf, readPackFiles, releaseBytes, shippedPacksDir } from '../../rules/index.ts';
import type { RuleSet } from './rule-set.ts';
import { parseRelease, readOrNull, releaseFile } from './rules/release-file.ts';

/** What is kept of the rules of a process. */
export type KeptRules = Pick<RuleSet, 'release' | 'digest'> & {
  readonly compiled: Pick<RuleSet['compiled'], 'authors'>;
};

/**
 * Keeps the packs that a process scores with, and the record that was signed for them, so that its assessments can be made again and
 * answered for. What is unsigned is kept nowhere; that it was used, and when, is an entry all the same.
 * @returns whether anybody signed for it, where the release was in force before another one
 */
export async function keepReleaseInForce(
  db: Kysely<Schema>,
  { release, digest, compiled: { authors } }: KeptRules,
  packsDir: string | undefined,
  now: Date,
): Promise<Returned> {
  if (release === null) {
    await enterUnsigned(db, { digest, authors }, PROCESS.score, now);
    return null;
  }
  const dir = packsDir ?? shippedPacksDir();
  const path = releaseFile(dir);
  const text = await readOrNull(path);
  const sha256 = text === null ? null : hash('sha256', text);
  // Asked first: nearly every start finds what was in force, and reads no more.
  const last = await readLastInForce(db);
  if (last?.release === release && last.recordSha256 === sha256) return last.returned;
  const { sources } = readPackFiles(dir);
  // Edited since this process read them: then they are not what it scores with.
  if (digestOf(sources) !== digest) return null;
  const packs = sources.map(({ file, bytes }) => ({ file, text: Buffer.from(bytes).toString('utf8') }));
  const record = text === null || sha256 === null ? null : recordOf(path, { text, sha256, digest });
  return keepRelease(db, { release, digest, packs, record, authors }, PROCESS.score, now);
}

/** `null` where the record was replaced since this process judged it. */
function recordOf(
  path: string,
  { text, sha256, digest }: { readonly text: string; readonly sha256: string; readonly digest: string },
): KeptRecord | null {
  const record = parseRelease(path, text);
  if (record.digest !== digest) return null;
  const signedBy = record.signatures.map(({ by }) => by);
  return {
    ...{ text, sha256, signedBy, isReturn: record.isReturn },
    signedSha256: hash('sha256', releaseBytes(record)),
  };
}

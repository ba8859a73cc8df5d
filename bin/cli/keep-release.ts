import type { Kysely } from 'kysely';
import { hasRelease, keepRelease, type Schema } from '../../queue/storage/index.ts';
import { digestOf, readPackFiles, shippedPacksDir } from '../../rules/index.ts';
import type { RuleSet } from './rule-set.ts';

/** Keeps the packs that a process scores with, so that its assessments can be made again; what is unsigned is kept nowhere. */
export async function keepReleaseInForce(
  db: Kysely<Schema>,
  { release }: RuleSet,
  packsDir: string | undefined,
  now: Date,
): Promise<void> {
  if (release === null || (await hasRelease(db, release))) return;
  const { sources } = readPackFiles(packsDir ?? shippedPacksDir());
  const packs = sources.map(({ file, bytes }) => ({ file, text: Buffer.from(bytes).toString('utf8') }));
  const digest = digestOf(sources);
  // Edited since this process read them: then they are not what it scores with.
  if (!digest.startsWith(release)) return;
  await keepRelease(db, { release, digest, packs }, 'worker:score', now);
}

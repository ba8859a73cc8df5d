import type { Kysely } from 'kysely';
import type { ReadRegistry } from '../../../dashboard/wire-oversight.ts';
import { listInForce, readHeldRules, type Schema } from '../../../queue/storage/index.ts';
import { shippedPacksDir } from '../../../rules/index.ts';
import { packsChanged, type RuleFolders, type RuleSet } from '../rule-set.ts';
import type { ReadPacks } from '../rules-thread.ts';
import type { RulesWork } from '../rules-work.ts';
import { whyUnsigned } from './judged-release.ts';
import { makeRegistry } from './make-registry.ts';
import { readRelease, releaseFile } from './release-file.ts';

interface Given {
  readonly db: Kysely<Schema>;
  readonly rules: RuleSet;
  readonly folders: RuleFolders;
  readonly work: Pick<RulesWork, 'registry'>;
}

/**
 * The registry of the rules that this process works with. What stands in the packs is read once; which releases were in force is asked
 * each time, as other processes may have begun with newer ones.
 */
export function registryReader({ db, rules, folders, work }: Given): () => Promise<ReadRegistry> {
  const dir = folders.packsDir ?? shippedPacksDir();
  let reading: Promise<ReadPacks> | undefined;
  const read = async () => {
    const packs = await work.registry({ dir });
    // Another set of rules must not be shown under the name of this one.
    if (packs.digest !== rules.digest) throw packsChanged(rules);
    return packs;
  };
  return async () => {
    reading ??= read().catch((error: unknown) => {
      reading = undefined;
      throw error;
    });
    const [{ registered, terms }, record, inForce, holds] = await Promise.all([
      reading,
      signedRecord(dir, rules, folders.configDir),
      listInForce(db),
      readHeldRules(db),
    ]);
    const { release, digest } = rules;
    return {
      registry: makeRegistry(registered, { digest, release, record, inForce, holds }),
      termsOf: (rule) => terms.get(rule) ?? [],
    };
  };
}

/** The record beside the packs; `null` once another one took its place that is not signed. */
async function signedRecord(dir: string, { digest, compiled }: RuleSet, configDir: string) {
  const reasons = await whyUnsigned(dir, { digest, live: compiled.liveDigest }, configDir);
  return reasons.length === 0 ? readRelease(releaseFile(dir)) : null;
}

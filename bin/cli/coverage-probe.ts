import type { Probe } from '../../queue/sight/index.ts';
import { shippedPacksDir } from '../../rules/index.ts';
import type { RuleSet } from './rule-set.ts';
import type { RulesWork } from './rules-work.ts';

/**
 * Probes with the packs this process scores with: a folder that was changed under it is another release, and what it would find
 * says nothing of what is scored.
 */
export function coverageProbe(rules: RuleSet, packsDir: string | undefined, work: RulesWork): Probe {
  return async (holds) => {
    const { digest, ...probes } = await work.probe({ dir: packsDir ?? shippedPacksDir(), holds });
    const isSame = rules.release === null || digest.startsWith(rules.release);
    if (isSame) return { release: rules.release, ...probes };
    throw new Error(`expected the packs of release ${rules.release}, found others; restart the processes`);
  };
}

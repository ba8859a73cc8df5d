import type { Probe } from '../../queue/sight/index.ts';
import { shippedPacksDir } from '../../rules/index.ts';
import { packsChanged, type RuleSet } from './rule-set.ts';
import type { RulesWork } from './rules-work.ts';

/**
 * Probes with the packs this process scores with: a folder that was changed under it is another release, and what it would find
 * says nothing of what is scored.
 */
export function coverageProbe(
  rules: RuleSet,
  packsDir: string | undefined,
  work: Pick<RulesWork, 'probe'>,
  shadowLanguages: readonly string[],
): Probe {
  return async (holds) => {
    const probed = await work.probe({ dir: packsDir ?? shippedPacksDir(), holds, shadowLanguages });
    if (probed?.digest !== rules.digest) throw packsChanged(rules);
    const { digest: _, ...probes } = probed;
    return { release: rules.release, checkedLanguages: rules.compiled.checkedLanguages, ...probes };
  };
}

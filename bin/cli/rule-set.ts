import type { Config } from '../../queue/runtime/config.ts';
import { AppError } from '../../queue/runtime/errors.ts';
import { faultLine } from '../../queue/runtime/file-fault.ts';
import {
  type CompiledRules,
  compiledRulesDir,
  createScorer,
  holdableRules,
  loadRules,
  type Scorer,
  shippedPacksDir,
} from '../../rules/scoring.ts';
import { whyUnsigned } from './rules/judged-release.ts';

/** The rules a process works with. */
export interface RuleSet {
  readonly compiled: CompiledRules;
  /** The first half of their digest when approvers have signed them; else `null`. */
  readonly release: string | null;
  /** Why the packs are no release; empty for one. */
  readonly unsigned: readonly string[];
}

/** Where the packs are, those of the repository where it is not said, and where the installation's own approvers may be. */
export type RuleFolders = Pick<Config, 'packsDir' | 'configDir'>;

/** @throws AppError `config.rules` with file:line:column of every fault */
export async function readRules({ packsDir, configDir }: RuleFolders): Promise<RuleSet> {
  const dir = packsDir ?? shippedPacksDir();
  const loaded = await loadRules(dir, compiledRulesDir());
  if (!loaded.ok) {
    const lines = loaded.faults.map((fault) =>
      faultLine({ ...fault, message: `${fault.code}: ${fault.message}` }),
    );
    throw new AppError('config.rules', lines.join('\n'), { faults: loaded.faults });
  }
  const unsigned = await whyUnsigned(dir, loaded.digest, configDir);
  return {
    compiled: loaded.compiled,
    release: unsigned.length === 0 ? loaded.digest.slice(0, 16) : null,
    unsigned,
  };
}

/**
 * Reads the rules of the repository, or those of a folder under test, which no release stands behind.
 * @param holds rules that are switched off
 * @throws AppError `config.rules`
 * @throws AppError `usage.invalid` with every one of `holds` that no hold can switch off
 */
export async function loadScorer(folders: RuleFolders, holds: readonly string[] = []): Promise<Scorer> {
  const { compiled, release } = await readRules(folders);
  const known = holdableRules(compiled);
  const strange = holds.filter((rule) => !known.has(rule));
  if (strange.length > 0) {
    throw new AppError(
      'usage.invalid',
      `expected after --hold a live rule that speaks for an offer, found ${strange.map((rule) => `"${rule}"`).join(', ')}`,
      { rules: strange },
    );
  }
  return createScorer(compiled, { release: folders.packsDir === undefined ? release : null, holds });
}

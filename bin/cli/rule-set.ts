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
  /** Of the packs as this process read them: SHA-256, hexadecimal. */
  readonly digest: string;
  /** The first 16 digits of their digest when approvers have signed them; else `null`. */
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
  const unsigned = await whyUnsigned(
    dir,
    { digest: loaded.digest, live: loaded.compiled.liveDigest },
    configDir,
  );
  return {
    compiled: loaded.compiled,
    digest: loaded.digest,
    release: unsigned.length === 0 ? loaded.digest.slice(0, 16) : null,
    unsigned,
  };
}

/** Of whoever reads the packs again: a folder that was changed under a process holds other rules than it works with. */
export function packsChanged({ digest }: RuleSet): AppError {
  return new AppError(
    'rules.changed',
    `expected the rule packs that this process began with (${digest.slice(0, 16)}), found others in their folder; restart the processes, or restore the packs`,
  );
}

/** What a scorer is asked for beside the rules in force. */
export interface ScorerChoice {
  /** A folder under test in place of the packs in force: no release stands behind what it scores. */
  readonly packs?: string | undefined;
  /** Rules that are switched off. */
  readonly holds?: readonly string[] | undefined;
  /** Languages of which nothing is flagged for review. */
  readonly shadow?: readonly string[] | undefined;
}

/**
 * Reads the rules in force, or those of a folder under test.
 * @throws AppError `config.rules`
 * @throws AppError `usage.invalid` where it was pointed at no folder, or with every one of `holds` that no hold can switch off
 */
export async function loadScorer(
  { packsDir, configDir }: RuleFolders,
  { packs, holds = [], shadow = [] }: ScorerChoice = {},
): Promise<Scorer> {
  // An unset variable of a script would otherwise name the working directory.
  if (packs === '')
    throw new AppError('usage.invalid', 'expected a folder of packs after --packs, found nothing; name it');
  const { compiled, release } = await readRules({ packsDir: packs ?? packsDir, configDir });
  const known = holdableRules(compiled);
  const strange = holds.filter((rule) => !known.has(rule));
  if (strange.length > 0) {
    throw new AppError(
      'usage.invalid',
      `expected after --hold a live rule that speaks for an offer, found ${strange.map((rule) => `"${rule}"`).join(', ')}`,
      { rules: strange },
    );
  }
  const signed = packs === undefined ? release : null;
  return createScorer(compiled, { release: signed, holds, shadowLanguages: shadow });
}

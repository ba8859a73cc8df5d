import { AppError } from '../../queue/runtime/errors.ts';
import { createScorer, loadPacks, type Pack, type Scorer, shippedPacksDir } from '../../rules/index.ts';

/** The rules a process works with, before they are compiled. */
export interface RuleSet {
  readonly packs: readonly Pack[];
  /** The name of their digest; `null` for a folder of one's own, which is unsigned. */
  readonly release: string | null;
}

/**
 * Reads the rules of the repository, or of the given folder.
 * @throws AppError `config.rules` with file:line:column of every fault
 */
export async function readRules(dir?: string): Promise<RuleSet> {
  const loaded = await loadPacks(dir ?? shippedPacksDir());
  if (!loaded.ok) {
    const lines = loaded.faults.map(
      (fault) => `${fault.file}:${fault.line}:${fault.column}: ${fault.code}: ${fault.message}`,
    );
    throw new AppError('config.rules', lines.join('\n'), { faults: loaded.faults });
  }
  return { packs: loaded.packs, release: dir === undefined ? `shipped-${loaded.digest.slice(0, 16)}` : null };
}

/** Reads and compiles. @throws AppError `config.rules` */
export async function loadScorer(dir?: string): Promise<Scorer> {
  const { packs, release } = await readRules(dir);
  return createScorer(packs, { release });
}

export interface RuleText {
  readonly title: string;
  readonly gloss: string;
  readonly benign: string;
  readonly evidence: string;
}

/** What a reviewer reads about each rule, by its id. */
export function ruleCatalogue({ packs }: RuleSet): ReadonlyMap<string, RuleText> {
  const rules = packs.flatMap((pack) => pack.rules);
  return new Map(
    rules.map(({ id, title, gloss, benign, evidence }) => [id, { title, gloss, benign, evidence }]),
  );
}

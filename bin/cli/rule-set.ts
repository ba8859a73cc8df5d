import { AppError } from '../../queue/runtime/errors.ts';
import { createScorer, loadPacks, type Scorer, shippedPacksDir } from '../../rules/index.ts';

/**
 * Compiles the rules: those of the repository under the name of their digest, or the given folder's, which are
 * unsigned and have no release.
 * @throws AppError `config.rules` with file:line:column of every fault
 */
export async function loadScorer(dir?: string): Promise<Scorer> {
  const loaded = await loadPacks(dir ?? shippedPacksDir());
  if (!loaded.ok) {
    const lines = loaded.faults.map(
      (fault) => `${fault.file}:${fault.line}:${fault.column}: ${fault.code}: ${fault.message}`,
    );
    throw new AppError('config.rules', lines.join('\n'), { faults: loaded.faults });
  }
  return createScorer(loaded.packs, {
    release: dir === undefined ? `shipped-${loaded.digest.slice(0, 16)}` : null,
  });
}

export interface RuleText {
  readonly title: string;
  readonly gloss: string;
  readonly benign: string;
  readonly evidence: string;
}

/** What a reviewer reads about each rule, by its id. */
export async function ruleCatalogue(dir?: string): Promise<ReadonlyMap<string, RuleText>> {
  const loaded = await loadPacks(dir ?? shippedPacksDir());
  if (!loaded.ok) return new Map();
  const rules = loaded.packs.flatMap((pack) => pack.rules);
  return new Map(
    rules.map(({ id, title, gloss, benign, evidence }) => [id, { title, gloss, benign, evidence }]),
  );
}

import {
  compileRules,
  createScorer,
  loadPacks,
  type Pack,
  type Scorer,
  shippedPacksDir,
} from '../../../rules/index.ts';

/** The packs the repository ships, loaded once per test file. */
export async function shippedPacks(): Promise<readonly Pack[]> {
  const loaded = await loadPacks(shippedPacksDir());
  if (loaded.ok) return loaded.packs;
  throw new Error(
    loaded.faults.map(({ file, line, column, message }) => `${file}:${line}:${column} ${message}`).join('\n'),
  );
}

export async function shippedScorer(): Promise<Scorer> {
  return createScorer(compileRules(await shippedPacks()), { release: 'test' });
}

import {
  type CompiledRules,
  compileRules,
  createScorer,
  loadPacks,
  type Pack,
  type Scorer,
  shippedPacksDir,
} from '../../../rules/index.ts';

let packs: Promise<readonly Pack[]> | undefined;
let rules: Promise<CompiledRules> | undefined;

/** The packs the repository ships, loaded once per test file. */
export function shippedPacks(): Promise<readonly Pack[]> {
  packs ??= load();
  return packs;
}

/** The same, compiled once per test file. */
export function shippedRules(): Promise<CompiledRules> {
  rules ??= shippedPacks().then(compileRules);
  return rules;
}

export async function shippedScorer(): Promise<Scorer> {
  return createScorer(await shippedRules(), { release: 'test' });
}

async function load(): Promise<readonly Pack[]> {
  const loaded = await loadPacks(shippedPacksDir());
  if (loaded.ok) return loaded.packs;
  throw new Error(
    loaded.faults.map(({ file, line, column, message }) => `${file}:${line}:${column} ${message}`).join('\n'),
  );
}

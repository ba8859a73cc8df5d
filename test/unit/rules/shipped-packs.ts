import { join } from 'node:path';
import { projectRoot } from '../../../queue/runtime/thread-entry.ts';
import {
  type CompiledRules,
  compileRules,
  createScorer,
  digestOf,
  loadPacks,
  type Pack,
  readPackFiles,
  type Scorer,
  shippedPacksDir,
} from '../../../rules/index.ts';
import { readCompiled } from '../../../rules/load/compiled-file.ts';

const BUILT = join(projectRoot(), 'dist', 'rules', 'compiled');

let packs: Promise<readonly Pack[]> | undefined;
let rules: Promise<CompiledRules> | undefined;

/** The packs the repository ships, loaded once per test file. */
export function shippedPacks(): Promise<readonly Pack[]> {
  packs ??= load();
  return packs;
}

/**
 * The same, compiled: as the build of these very sources did it, which is made before the tests are run; compiling anew in each
 * file of tests took ten seconds of each.
 */
export function shippedRules(): Promise<CompiledRules> {
  rules ??= readBuilt();
  return rules;
}

async function readBuilt(): Promise<CompiledRules> {
  const built = await readCompiled(BUILT, digestOf(readPackFiles(shippedPacksDir()).sources));
  return built ?? compileRules(await shippedPacks());
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

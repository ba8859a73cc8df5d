import { join } from 'node:path';
import { projectRoot } from '../../../queue/runtime/thread-entry.ts';
import {
  type CompiledRules,
  compileParsed,
  createScorer,
  type Pack,
  type ParsedPacks,
  readPacks,
  type Scorer,
  shippedPacksDir,
} from '../../../rules/index.ts';

const BUILT = join(projectRoot(), 'dist', 'rules', 'compiled');

let parsed: ParsedPacks | undefined;
let rules: Promise<CompiledRules> | undefined;

/**
 * The packs the repository ships, as the build of these very sources parsed them, which is made before the tests are run; parsing
 * them anew in each file of tests took six seconds of each. `packs.test.ts` does.
 */
export function shippedParsed(): ParsedPacks {
  parsed ??= readPacks(shippedPacksDir(), BUILT);
  if (parsed.faults.length === 0) return parsed;
  throw new Error(
    parsed.faults.map(({ file, line, column, message }) => `${file}:${line}:${column} ${message}`).join('\n'),
  );
}

export function shippedPacks(): readonly Pack[] {
  return shippedParsed().located.map(({ pack }) => pack);
}

/** The same, compiled, as the build did it. */
export function shippedRules(): Promise<CompiledRules> {
  rules ??= compileParsed(shippedParsed(), BUILT);
  return rules;
}

export async function shippedScorer(): Promise<Scorer> {
  return createScorer(await shippedRules(), { release: 'test' });
}

import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { prepare, ROOT } from '../../bin/prepare.mjs';

/** Vitest calls this once per suite that loads threads or pages from dist/; what is fresh stays as it is. */
export async function setup(): Promise<void> {
  prepare();
  // Packs that changed since the build would be compiled by each process that a test starts, while it waits for them.
  const { compiledRulesDir, loadRules, shippedPacksDir } = await import(
    pathToFileURL(join(ROOT, 'dist', 'rules', 'index.js')).href
  );
  await loadRules(shippedPacksDir(), compiledRulesDir());
}

// Compiles the shipped packs into dist/, and judges whether they are a signed release, so that no start has to. Packs with faults are
// left to the start to report.
import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const built = (...path) => import(pathToFileURL(join(ROOT, 'dist', ...path)).href);
const { compiledRulesDir, loadRules, shippedPacksDir } = await built('rules', 'index.js');
const { whyUnsigned } = await built('bin', 'cli', 'rules', 'judged-release.js');
// What an earlier build compiled may have another form.
rmSync(compiledRulesDir(), { recursive: true, force: true });
const loaded = await loadRules(shippedPacksDir(), compiledRulesDir());
// What cannot be read is left to the start as well.
if (loaded.ok)
  await whyUnsigned(shippedPacksDir(), loaded.digest, join(ROOT, 'config')).catch(() => undefined);

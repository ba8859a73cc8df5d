// Compiles the shipped packs into dist/, and reads who may release them, so that no start has to. Packs with faults are
// left to the start to report.
import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const built = (...path) => import(pathToFileURL(join(ROOT, 'dist', ...path)).href);
const { compiledRulesDir, loadRules, shippedPacksDir } = await built('rules', 'index.js');
const { readApprovers } = await built('bin', 'cli', 'rules', 'release-file.js');
// What an earlier build compiled may have another form.
rmSync(compiledRulesDir(), { recursive: true, force: true });
await loadRules(shippedPacksDir(), compiledRulesDir());
// With faults it is left to the start, as the packs are.
await readApprovers(join(ROOT, 'config')).catch(() => undefined);

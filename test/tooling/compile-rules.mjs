// Compiles the shipped packs into dist/, so that no start has to. Packs with faults are left to the start to report.
import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const { compiledRulesDir, loadRules, shippedPacksDir } = await import(
  pathToFileURL(join(ROOT, 'dist', 'rules', 'index.js')).href
);
// What an earlier build compiled may have another form.
rmSync(compiledRulesDir(), { recursive: true, force: true });
await loadRules(shippedPacksDir(), compiledRulesDir());

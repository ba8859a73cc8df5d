// Compiles the shipped packs into dist/, and judges whether they are a signed release, so that no start has to. Packs with faults are
// left to the start to report.
import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const built = (...path) => import(pathToFileURL(join(ROOT, 'dist', ...path)).href);
const { compiledRulesDir } = await built('rules', 'index.js');
const { readRules } = await built('bin', 'cli', 'rule-set.js');
// What an earlier build compiled may have another form.
rmSync(compiledRulesDir(), { recursive: true, force: true });
// As a start does, so that it finds all it looks for.
await readRules({ packsDir: undefined, configDir: join(ROOT, 'config') }).catch((error) => {
  if (error.code !== 'config.rules') throw error;
});

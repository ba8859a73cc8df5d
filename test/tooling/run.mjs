// `npm test`: installs and builds what is missing, runs vitest with the given arguments, and closes with one plain line.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PrepareError, prepare, ROOT } from '../../bin/prepare.mjs';
import { closingLine, countTests } from './closing-line.mjs';
import { leftOut } from './surroundings.mjs';

try {
  prepare();
} catch (error) {
  if (!(error instanceof PrepareError)) throw error;
  console.error(error.message);
  process.exit(1);
}

sayLeftOut();
const folder = mkdtempSync(join(tmpdir(), 'vigie-run-'));
const resultFile = join(folder, 'result.json');
const { status } = spawnSync(
  process.execPath,
  [
    join(ROOT, 'node_modules', 'vitest', 'vitest.mjs'),
    'run',
    `--config=${join(ROOT, 'test', 'tooling', 'vitest.config.ts')}`,
    '--reporter=default',
    '--reporter=json',
    `--reporter=${join(ROOT, 'test', 'tooling', 'second-tries.mjs')}`,
    `--outputFile.json=${resultFile}`,
    ...process.argv.slice(2),
  ],
  { cwd: ROOT, stdio: 'inherit' },
);
const counts = countTests(readResult(), status);
// CI reads the last line only: what failed before the tests counts there too.
const earlier = Number(process.env.EARLIER_FAILURES ?? 0);
rmSync(folder, { recursive: true, force: true });
sayLeftOut();
if (earlier > 0) console.log(`${earlier} step(s) before the tests failed, counted as failed`);
console.log(closingLine({ ...counts, failed: counts.failed + earlier }));
process.exitCode = earlier > 0 ? 1 : (status ?? 1);

function sayLeftOut() {
  for (const { what, how } of leftOut()) {
    console.log(`left out here: ${what}. To run it:`);
    for (const command of how) console.log(`  ${command}`);
  }
}

function readResult() {
  try {
    return JSON.parse(readFileSync(resultFile, 'utf8'));
  } catch {
    return undefined;
  }
}

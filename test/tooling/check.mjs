// `npm run check`: everything that needs no server and no browser, before a push and first thing in CI. With names of
// checks as arguments, only those. All run, also after a failure: one round shows every fault.
import { spawnSync } from 'node:child_process';
import { PrepareError, prepare, ROOT } from '../../bin/prepare.mjs';

const MODULES = 'node_modules';
const compiler = (project, ...options) => [
  `${MODULES}/@typescript/native/bin/tsc`,
  '-p',
  project,
  '--noEmit',
  ...options,
];
/** What an earlier build remembers may be from before a setting changed; a check starts from nothing. */
const AFRESH = ['--incremental', 'false', '--tsBuildInfoFile', 'null'];

const CHECKS = {
  typecheck: [
    compiler('tsconfig.json', ...AFRESH),
    compiler('test/tooling/tsconfig.test.json'),
    compiler('test/tooling/tsconfig.web.json'),
  ],
  lint: [
    [
      `${MODULES}/@biomejs/biome/bin/biome`,
      'check',
      '--config-path=test/tooling/lint.json',
      '--error-on-warnings',
      '.',
    ],
  ],
  boundaries: [
    [
      `${MODULES}/dependency-cruiser/bin/dependency-cruise.mjs`,
      '--config=test/tooling/dependency-cruiser.mjs',
      '--output-type=err-long',
      ...['bin', 'queue', 'rules', 'workers', 'dashboard', 'test'],
    ],
  ],
  dead: [[`${MODULES}/knip/bin/knip.js`, '--config=test/tooling/knip.jsonc', '--no-progress']],
  tests: [
    [
      `${MODULES}/vitest/vitest.mjs`,
      'run',
      '--config=test/tooling/vitest.config.ts',
      '--project=unit',
      '--project=architecture',
      '--reporter=dot',
    ],
  ],
};

const names = process.argv.slice(2);
const unknown = names.filter((name) => !(name in CHECKS));
if (unknown.length > 0) {
  console.error(`expected any of ${Object.keys(CHECKS).join(', ')}, found ${unknown.join(', ')}`);
  process.exit(2);
}

try {
  prepare({ needsBuild: false });
} catch (error) {
  if (!(error instanceof PrepareError)) throw error;
  console.error(error.message);
  process.exit(1);
}

const failed = (names.length > 0 ? names : Object.keys(CHECKS)).filter((name) => !passes(name));
if (failed.length > 0) {
  console.log(`check failed: ${failed.join(', ')}`);
  process.exitCode = 1;
} else {
  console.log('check passed');
}

function passes(name) {
  const start = performance.now();
  const runs = CHECKS[name].map((args) => spawnSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8' }));
  const isFine = runs.every(({ status }) => status === 0);
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  for (const run of runs) {
    if (run.status !== 0) console.log(`${run.stdout}${run.stderr}${run.error?.message ?? ''}`.trimEnd());
  }
  console.log(`${isFine ? 'ok    ' : 'FAILED'} ${name.padEnd(10)} ${seconds.padStart(6)} s`);
  return isFine;
}

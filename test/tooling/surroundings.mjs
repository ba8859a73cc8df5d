// What this machine offers to the tests beyond Node: servers named by the environment, a browser, and other programs.
import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { createRequire } from 'node:module';

const SYSTEM_BROWSERS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

function hasServers() {
  return Boolean(process.env.VIGIE_TEST_REDIS_URL && process.env.VIGIE_TEST_DATABASE_URL);
}

/** Whether some Chromium is at hand: the system's, or the one that comes as an optional package. */
export function hasBrowser() {
  if (SYSTEM_BROWSERS.some(isExecutable)) return true;
  if (process.platform !== 'linux' || process.arch !== 'x64') return false;
  try {
    createRequire(import.meta.url).resolve('@sparticuz/chromium');
    return true;
  } catch {
    return false;
  }
}

/** Whether the independent verifier of exported logs can run. */
export function hasPython() {
  return (process.env.PATH ?? '').split(':').some((folder) => isExecutable(`${folder}/python3`));
}

/** Whether commands can be run on a pseudo-terminal: by `script` of util-linux; that of other systems takes other options. */
export function hasPseudoTerminal() {
  const { stdout } = spawnSync('script', ['--version'], { encoding: 'utf8' });
  return stdout?.includes('util-linux') ?? false;
}

/** What a run here leaves out, each with the commands that bring it in. */
export function leftOut() {
  const parts = [];
  if (!hasServers()) {
    parts.push({
      what: 'the production column (Redis and PostgreSQL) of the conformance, integration and bench suites',
      how: [
        'redis-server --port 6399 --save "" --appendonly no --maxmemory-policy noeviction',
        'docker run --rm -p 127.0.0.1:5499:5432 -e POSTGRES_HOST_AUTH_METHOD=trust postgres:17',
        'VIGIE_TEST_REDIS_URL=redis://127.0.0.1:6399 VIGIE_TEST_DATABASE_URL=postgres://postgres@127.0.0.1:5499/postgres npm test',
      ],
    });
  }
  if (!process.env.VIGIE_TEST_S3_URL) {
    parts.push({
      what: 'the S3 store of evidence; the same tests run on the store in a folder',
      how: [
        'apt-get install ceph-mon ceph-osd radosgw curl',
        'test/tooling/serve-s3.sh /tmp/vigie-s3 7480',
        'VIGIE_TEST_S3_URL=http://vigie-test:vigie-test-secret@127.0.0.1:7480 npm test',
      ],
    });
  }
  if (!hasBrowser()) {
    parts.push({
      what: 'the e2e suite (no Chromium found)',
      how: ['apt-get install chromium', 'npm test -- --project e2e'],
    });
  }
  if (!hasPython()) {
    parts.push({
      what: 'the second verifier of exported logs (no python3 found); the first one runs',
      how: ['apt-get install python3'],
    });
  }
  if (!hasPseudoTerminal()) {
    parts.push({
      what: 'commands on a terminal (no script of util-linux found); they run in pipes',
      how: ['apt-get install bsdutils'],
    });
  }
  return parts;
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const BIN = fileURLToPath(new URL('../../../bin', import.meta.url));
const YESTERDAY = new Date(Date.now() - 86_400_000);
const TOMORROW = new Date(Date.now() + 86_400_000);

/** A build that counts itself and writes a command line which says its arguments. */
const BUILD = `
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
appendFileSync('builds', 'built\\n');
mkdirSync('dist/bin/cli', { recursive: true });
writeFileSync('dist/bin/cli/main.js', 'export const main = (args) => console.log("ran", ...args);');
writeFileSync('dist/.built', '');
`;

let root: string;

function write(path: string, content: string, modified = YESTERDAY): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
  utimesSync(join(root, path), modified, modified);
}

async function launch(...args: string[]) {
  return launchWith([], ...args);
}

async function launchWith(options: readonly string[], ...args: string[]) {
  const child = spawn(process.execPath, [...options, join(root, 'bin/vigie'), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { out, err, code: child.exitCode };
}

function builds(): number {
  return existsSync(join(root, 'builds'))
    ? readFileSync(join(root, 'builds'), 'utf8').split('\n').length - 1
    : 0;
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'vigie-launcher-'));
  mkdirSync(join(root, 'bin'));
  for (const name of ['vigie', 'prepare.mjs']) copyFileSync(join(BIN, name), join(root, 'bin', name));
  write('package.json', '{"type":"module"}');
  write('package-lock.json', '{}');
  write('node_modules/.package-lock.json', '{}', new Date());
  write('tsconfig.json', '{}');
  write('queue/log/append.ts', '');
  write('rules/packs/en/offers.yml', '');
  write('test/tooling/build.mjs', BUILD);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe('bin/vigie', { timeout: 30_000 }, () => {
  it('builds before the first command and not before the second', async () => {
    expect(await launch('status', '--json')).toEqual({ out: 'ran status --json\n', err: '', code: 0 });
    await launch('status');
    expect(builds()).toBe(1);
  });

  it.each([
    ['20.18.3', 'install a newer one'],
    ['25.1.0', 'install Node 24'],
  ])('refuses Node %s, says what it expects, and builds nothing', async (node, advice) => {
    const pretended = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${node}' } })`;
    const { code, out, err } = await launchWith(['--import', `data:text/javascript,${pretended}`], 'status');
    expect({ code, out }).toEqual({ code: 3, out: '' });
    expect(err).toMatch(new RegExp(`^vigie: expected Node 20\\.19 up to 24, found ${node}.*${advice}\\n$`));
    expect(builds()).toBe(0);
  });

  it('builds again when a source changed', async () => {
    await launch();
    write('queue/log/append.ts', '// changed', TOMORROW);
    await launch();
    expect(builds()).toBe(2);
  });

  it('does not build for a changed rule pack', async () => {
    await launch();
    write('rules/packs/en/offers.yml', '# changed', TOMORROW);
    await launch();
    expect(builds()).toBe(1);
  });

  it('builds once when two commands start together', async () => {
    const both = await Promise.all([launch(), launch()]);
    expect(both.map(({ code }) => code)).toEqual([0, 0]);
    expect(builds()).toBe(1);
  });

  it('says why a build failed, exits with 5, and leaves no lock', async () => {
    write('test/tooling/build.mjs', 'console.error("no such word"); process.exit(1);');
    const { err, code } = await launch();
    expect(err).toContain('no such word');
    expect(err).toContain('building failed');
    expect(code).toBe(5);
    expect(existsSync(join(root, '.vigie-prepare'))).toBe(false);
  });

  it('takes over the lock of a process that is gone', async () => {
    const gone = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
    await once(gone, 'close');
    write('.vigie-prepare/pid', String(gone.pid));
    expect((await launch()).code).toBe(0);
    expect(existsSync(join(root, '.vigie-prepare'))).toBe(false);
  });

  it('runs from an image that carries no sources', async () => {
    await launch();
    for (const path of ['tsconfig.json', 'queue', 'package-lock.json', 'test'])
      rmSync(join(root, path), { recursive: true });
    expect((await launch()).code).toBe(0);
  });
});

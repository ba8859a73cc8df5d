// Compiles the rooms and the rules, and bundles the dashboard's pages, into dist/. With --no-check, types are not checked.
import { spawnSync } from 'node:child_process';
import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const STAMP = join(ROOT, 'dist', '.built');
const checking = process.argv.includes('--no-check') ? ['--noCheck'] : [];
const started = new Date();

function node(...args) {
  const { status } = spawnSync(process.execPath, args, { cwd: ROOT, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

mkdirSync(join(ROOT, 'dist'), { recursive: true });
node(join('node_modules', '@typescript', 'native', 'bin', 'tsc'), '-p', 'tsconfig.json', ...checking);
node(
  join('node_modules', 'vite', 'bin', 'vite.js'),
  'build',
  '--config',
  join('dashboard', 'web', 'vite.config.ts'),
  '--logLevel',
  'warn',
);
node(join('test', 'tooling', 'bundle-start.mjs'));
node(join('test', 'tooling', 'compile-rules.mjs'));
node(join('test', 'tooling', 'make-cluster.mjs'));
writeFileSync(STAMP, '');
// A source that changed meanwhile is newer than this build.
utimesSync(STAMP, started, started);

// Compiles the rooms and bundles the dashboard's pages into dist/.
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const started = new Date().toISOString();

function node(...args) {
  const { status } = spawnSync(process.execPath, args, { cwd: ROOT, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

mkdirSync(join(ROOT, 'dist'), { recursive: true });
node(join('node_modules', '@typescript', 'native', 'bin', 'tsc'), '-p', 'tsconfig.json');
node(join('node_modules', 'vite', 'bin', 'vite.js'), 'build', '--config', join('dashboard', 'web', 'vite.config.ts'), '--logLevel', 'warn');
writeFileSync(join(ROOT, 'dist', '.built'), `${started}\n`);

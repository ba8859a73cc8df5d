import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { BACK, ORPHAN, PACKAGES, PLANTED } from './planted-violations.ts';

/** Writes the planted violations as files below a folder, with stand-ins for the packages. */
export function plant(folder: string): void {
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text, { flag: 'a' });
  };
  for (const [from, to] of [...PLANTED.map(([, from, to]) => [from, to] as const), BACK]) {
    write(from, `import { thing } from '${specifier(from, to)}';\nexport const it = thing;\n`);
  }
  for (const [, , to] of PLANTED) {
    if (to.endsWith('.ts') && !to.endsWith('gone.ts')) write(to, 'export const thing = 1;\n');
  }
  write(ORPHAN[1], 'export const thing = 1;\n');
  for (const [name, main] of Object.entries(PACKAGES)) {
    write(`node_modules/${name}/${main}`, 'export const thing = 1;\n');
    if (main !== 'index.js') write(`node_modules/${name}/package.json`, JSON.stringify({ name, main }));
  }
  const declared = ['bullmq', 'pg', 'kysely', 'playwright-core', 'natural'].map((name) => [name, '1.0.0']);
  write(
    'package.json',
    JSON.stringify({ dependencies: Object.fromEntries(declared), devDependencies: { tsx: '1.0.0' } }),
  );
}

function specifier(from: string, to: string): string {
  return to.endsWith('.ts') ? relative(dirname(from), to).replace(/^(?!\.)/, './') : to;
}

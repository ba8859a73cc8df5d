import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The folder that holds package.json, found by walking up; the same answer from source and from `dist/`.
 * @throws Error when no package.json named `vigie` lies above this file.
 */
export function projectRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  for (;;) {
    const manifest = join(folder, 'package.json');
    if (existsSync(manifest) && JSON.parse(readFileSync(manifest, 'utf8')).name === 'vigie') return folder;
    const parent = dirname(folder);
    if (parent === folder) throw new Error('expected package.json of vigie above this file, found none');
    folder = parent;
  }
}

/**
 * Path of a compiled thread or child-process entry that lies beside the calling module. Threads cannot load
 * TypeScript on Node 20, so a caller that runs from source (a test) gets the file the build wrote.
 */
export function threadEntry(callerUrl: string, name: string): string {
  const folder = dirname(fileURLToPath(callerUrl));
  if (callerUrl.endsWith('.js')) return join(folder, `${name}.js`);
  return join(projectRoot(), 'dist', relative(projectRoot(), folder), `${name}.js`);
}

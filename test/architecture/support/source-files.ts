import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

export const ROOMS = ['bin', 'queue', 'rules', 'workers', 'dashboard'] as const;

const TYPESCRIPT = /\.tsx?$/;

/** Every file on disk below these folders whose name is like that, as paths from the root. */
export function sourceFiles(folders: readonly string[] = ROOMS, names = TYPESCRIPT): string[] {
  return folders.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => names.test(name))
      .map((name) => join(folder, name)),
  );
}

export function sourceText(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8');
}

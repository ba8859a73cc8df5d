import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What lies in a folder, read at once: bundles are checked whole. */
export interface BagFolder {
  /** Paths of all files, with `/`, in order. */
  readonly paths: readonly string[];
  /** Paths of what is neither file nor folder: links, sockets. They are not followed. */
  readonly strange: readonly string[];
  /** `null` where there is no such file. */
  read(path: string): Buffer | null;
}

/** @throws Error where there is no such folder */
export function readFolder(root: string): BagFolder {
  const paths: string[] = [];
  const strange: string[] = [];
  const walk = (under: string): void => {
    for (const entry of readdirSync(join(root, under), { withFileTypes: true })) {
      const path = under === '' ? entry.name : `${under}/${entry.name}`;
      if (entry.isDirectory()) walk(path);
      else (entry.isFile() ? paths : strange).push(path);
    }
  };
  walk('');
  paths.sort();
  const known = new Set(paths);
  return { paths, strange, read: (path) => (known.has(path) ? readFileSync(join(root, path)) : null) };
}

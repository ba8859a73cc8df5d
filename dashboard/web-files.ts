import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';

interface Asset {
  readonly body: Uint8Array<ArrayBuffer>;
  readonly type: string;
}

export interface WebFiles {
  readonly page: string;
  /** By file name. Only these are served, so no request can name a path. */
  readonly assets: ReadonlyMap<string, Asset>;
}

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
};

/** The built interface, read once (about 7 MB, nearly all of it fonts); `undefined` when it has not been built. */
export function loadWebFiles(folder: string): WebFiles | undefined {
  const page = join(folder, 'index.html');
  if (!existsSync(page)) return undefined;
  const assets = new Map<string, Asset>();
  for (const name of readdirSync(join(folder, 'assets'))) {
    const type = TYPES[extname(name)];
    if (type !== undefined)
      assets.set(name, { body: new Uint8Array(readFileSync(join(folder, 'assets', name))), type });
  }
  return { page: readFileSync(page, 'utf8'), assets };
}

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

let path: string | undefined;

/** What the file of `keyFile` holds. */
export const FIXTURE_KEY = 'fixture-id:fixture-secret';

/** A key file as it must be, readable by its owner only, which a repository cannot hold; gone when the process ends. */
export function keyFile(): string {
  if (path === undefined) {
    const folder = mkdtempSync(join(tmpdir(), 'vigie-key-'));
    process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
    path = join(folder, 'key');
    writeFileSync(path, `${FIXTURE_KEY}\n`, { mode: 0o600 });
  }
  return path;
}

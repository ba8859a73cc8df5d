import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Config } from '../../queue/runtime/config.ts';
import { AppError } from '../../queue/runtime/errors.ts';
import { makeDirectory } from '../../queue/runtime/make-directory.ts';
import type { SnapshotHead } from '../../queue/storage/index.ts';
import { readMasterKey } from '../../queue/vault/index.ts';

/** In a container the key is a mounted secret: a file has to be there, and nothing can be written over it. */
const HOLDS_IT =
  'the backup holds its key: name a place without one in --data or VIGIE_VAULT_KEY_FILE, or take the key out of the backup and put ' +
  'it there (docs/operating.md, "The key out of a backup")';

/** Before anything is written: the right key must be at hand, in the file or already in place. */
export function requireKey(config: Config, head: SnapshotHead): void {
  if (existsSync(config.vaultKeyFile)) {
    const { fingerprint } = readMasterKey(config.vaultKeyFile);
    if (head.fingerprint === null || fingerprint === head.fingerprint) return;
    throw new AppError(
      'vault.key',
      `expected the vault key ${head.fingerprint} of this backup at ${config.vaultKeyFile}, found ${fingerprint}; ` +
        (head.vaultKey === null ? 'put the right one there' : HOLDS_IT) +
        '; nothing was restored',
    );
  }
  if (head.vaultKey === null && head.fingerprint !== null) {
    throw new AppError(
      'vault.key',
      `expected the vault key ${head.fingerprint} at ${config.vaultKeyFile}: the backup was made without it; put the key there first`,
    );
  }
}

/**
 * Puts the key where it belongs, if the backup has it and none is there.
 * @returns whether it did
 */
export function putKey({ vaultKeyFile }: Config, { vaultKey }: SnapshotHead): boolean {
  if (existsSync(vaultKeyFile) || vaultKey === null) return false;
  makeDirectory(dirname(vaultKeyFile));
  writeFileSync(vaultKeyFile, vaultKey, { mode: 0o600, flag: 'wx' });
  return true;
}

/** Takes back a key that was put where nothing is sealed under it: the next installation there would be, by a key of a backup. */
export function takeKeyBack({ vaultKeyFile }: Config): void {
  rmSync(vaultKeyFile, { force: true });
}

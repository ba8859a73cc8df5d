import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { AppError, codeOf, messageOf } from '../runtime/errors.ts';
import { makeDirectory } from '../runtime/make-directory.ts';
import { openFault } from '../runtime/secret-file.ts';
import { isForbidden, RUN_AS_VIGIE } from '../runtime/whose-files.ts';

const PREFIX = 'vigie-vault-1:';

export interface MasterKey {
  readonly bytes: Buffer;
  /** First 16 hexadecimal digits of the key's SHA-256: names the key without telling it. */
  readonly fingerprint: string;
}

/**
 * Reads the vault's master key.
 * @throws AppError `vault.key` when the file is missing, unreadable, malformed or open to other users
 */
export function readMasterKey(path: string): MasterKey {
  const content = readContent(path);
  refuseOpenMode(path);
  const encoded = content.trim();
  const bytes = Buffer.from(encoded.slice(PREFIX.length), 'base64');
  if (!encoded.startsWith(PREFIX) || bytes.length !== 32) {
    throw new AppError(
      'vault.key',
      `expected ${path} to hold "${PREFIX}" and 32 bytes in base64, found something else; restore it from the backup`,
      { path },
    );
  }
  return { bytes, fingerprint: createHash('sha256').update(bytes).digest('hex').slice(0, 16) };
}

/** Makes a new key, never over an existing file. Losing it loses every sealed text. */
export function createMasterKey(path: string): MasterKey {
  try {
    makeDirectory(dirname(path));
    writeFileSync(path, `${PREFIX}${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
    chmodSync(path, 0o600);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') {
      throw new AppError(
        'vault.key',
        `expected to write a new vault key to ${path}, but ${messageOf(error)}; choose another with VIGIE_VAULT_KEY_FILE`,
        {},
        { cause: error },
      );
    }
  }
  return readMasterKey(path);
}

export function hasMasterKey(path: string): boolean {
  return existsSync(path);
}

function readContent(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const mend = isForbidden(error)
      ? `this user may not read it: ${RUN_AS_VIGIE}`
      : 'without it sealed texts cannot be opened: restore it from the backup';
    throw new AppError(
      'vault.key',
      `expected the vault key at ${path}, but it cannot be read (${messageOf(error)}); ${mend}`,
      { path },
      { cause: error },
    );
  }
}

function refuseOpenMode(path: string): void {
  const found = openFault(path);
  if (found === null) return;
  throw new AppError(
    'vault.key',
    `expected ${path} to be readable by its owner only (mode 0600), found ${found}`,
    { path },
  );
}

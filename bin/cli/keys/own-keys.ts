import { hash } from 'node:crypto';
import { readLogSigner, vkeyOf } from '../../../queue/log/index.ts';
import type { Config } from '../../../queue/runtime/config.ts';
import { AppError, messageOf } from '../../../queue/runtime/errors.ts';
import { readMasterKey } from '../../../queue/vault/index.ts';
import { configFrom, type SharedOptions } from '../program.ts';
import { withRecords } from '../with-records.ts';
import { fileState, type KeyRow } from './key-row.ts';

const VAULT = {
  key: 'vault',
  id: null,
  purpose: 'seals texts; the keys of log and unit are made of it',
} as const;
const LOG = {
  key: 'log',
  id: null,
  purpose: 'signs checkpoints of the transparency log',
  file: null,
} as const;
const UNIT = { key: 'unit', id: null, purpose: 'signs bundles of evidence', file: null } as const;

/**
 * The keys that an installation makes for itself. Those of log and unit are in no file of their own: whoever has the vault key has
 * them. Without records there is nothing that they would have signed.
 */
export async function ownKeys(options: SharedOptions): Promise<readonly KeyRow[]> {
  try {
    return await withRecords(options, 'keys list', async ({ database: { db }, vault, config }) => [
      vaultRow(config),
      {
        ...LOG,
        publicKey: vkeyOf(await readLogSigner(db, vault)),
        fingerprint: null,
        state: 'ok',
        note: null,
      },
      {
        ...UNIT,
        publicKey: vault.unit.publicPem,
        // As docs/evidence.md has it read out: of the file keys/unit.pem in a bundle.
        fingerprint: hash('sha256', vault.unit.publicPem),
        state: 'ok',
        note: null,
      },
    ]);
  } catch (error) {
    const isNone = error instanceof AppError && error.code === 'storage.none';
    const vaultKey = vaultRow(configFrom(options));
    const untold = {
      ...{ publicKey: null, fingerprint: null },
      state: isNone ? 'none yet' : 'faulty',
      note: messageOf(error),
    } as const;
    // A key is made when records are begun; before that none is missed.
    const isMissed = !isNone || vaultKey.state !== 'missing';
    return [isMissed ? vaultKey : { ...vaultKey, ...untold }, { ...LOG, ...untold }, { ...UNIT, ...untold }];
  }
}

function vaultRow({ vaultKeyFile: file }: Config): KeyRow {
  const standing = fileState(file);
  if (standing.state !== 'ok') return { ...VAULT, publicKey: null, fingerprint: null, file, ...standing };
  try {
    return { ...VAULT, publicKey: null, fingerprint: readMasterKey(file).fingerprint, file, ...standing };
  } catch (error) {
    const faulty = { state: 'faulty', note: messageOf(error) } as const;
    return { ...VAULT, publicKey: null, fingerprint: null, file, ...faulty };
  }
}

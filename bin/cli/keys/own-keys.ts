import { hash } from 'node:crypto';
import { readLogSigner, vkeyOf } from '../../../queue/log/index.ts';
import type { Config } from '../../../queue/runtime/config.ts';
import { AppError, messageOf } from '../../../queue/runtime/errors.ts';
import { readMasterKey } from '../../../queue/vault/index.ts';
import { configFrom, type SharedOptions } from '../program.ts';
import { withRecords } from '../with-records.ts';
import { fileState, type KeyRow, NO_KEY } from './key-row.ts';

const VAULT = {
  ...NO_KEY,
  key: 'vault',
  purpose: 'seals texts; the keys of log, unit and intake are made of it',
} as const;
const LOG = {
  ...NO_KEY,
  key: 'log',
  purpose: 'signs checkpoints of the transparency log',
} as const;
const UNIT = { ...NO_KEY, key: 'unit', purpose: 'signs bundles of evidence' } as const;
const INTAKE = {
  ...NO_KEY,
  key: 'intake',
  purpose: 'opens contests and reports of danger that the public pages take',
} as const;

export interface OwnKeys {
  readonly rows: readonly KeyRow[];
  /** Of records that cannot be opened, whether another key than the configured one was looked for, as only a demonstration does. */
  readonly isDemo: boolean;
}

/**
 * The keys that an installation makes for itself. Those of log, unit and intake are in no file of their own: whoever has the vault key
 * has them. Without records there is nothing that they would have signed.
 */
export async function ownKeys(options: SharedOptions): Promise<OwnKeys> {
  try {
    return await withRecords(options, 'keys list', async ({ database: { db }, vault, config, isDemo }) => {
      const sound = { state: 'ok', note: null } as const;
      const unitKey = vault.unit.publicPem;
      const rows = [
        vaultRow(config),
        { ...LOG, ...sound, publicKey: vkeyOf(await readLogSigner(db, vault)) },
        // As docs/evidence.md has it read out: of the file keys/unit.pem in a bundle.
        { ...UNIT, ...sound, publicKey: unitKey, fingerprint: hash('sha256', unitKey) },
        { ...INTAKE, ...sound, publicKey: await vault.intake.recipient() },
      ];
      return { rows, isDemo };
    });
  } catch (error) {
    const isNone = error instanceof AppError && error.code === 'storage.none';
    const { vaultKeyFile: configured } = configFrom(options);
    // A demonstration's key is its own, wherever the environment has the real one.
    const looked = error instanceof AppError && error.code === 'vault.key' ? error.details.path : undefined;
    const vaultKeyFile = typeof looked === 'string' ? looked : configured;
    const vaultKey = vaultRow({ vaultKeyFile });
    const untold = {
      state: isNone ? 'none yet' : 'faulty',
      note: messageOf(error),
    } as const;
    // A key is made when records are begun; before that none is missed.
    const isMissed = !isNone || vaultKey.state !== 'missing';
    const ofVault = isMissed ? vaultKey : { ...vaultKey, ...untold };
    const others = [LOG, UNIT, INTAKE].map((key) => ({ ...key, ...untold }));
    return { rows: [ofVault, ...others], isDemo: vaultKeyFile !== configured };
  }
}

function vaultRow({ vaultKeyFile: file }: Pick<Config, 'vaultKeyFile'>): KeyRow {
  const row = { ...VAULT, file, ...fileState(file) };
  if (row.state !== 'ok') return row;
  try {
    return { ...row, fingerprint: readMasterKey(file).fingerprint };
  } catch (error) {
    return { ...row, state: 'faulty', note: messageOf(error) };
  }
}

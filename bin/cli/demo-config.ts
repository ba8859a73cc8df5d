import { join } from 'node:path';
import type { Config } from '../../queue/runtime/config.ts';
import { AppError } from '../../queue/runtime/errors.ts';
import { boundVault, type Database, readKind, refuseOtherKind } from '../../queue/storage/index.ts';
import { hasMasterKey, readMasterKey } from '../../queue/vault/index.ts';

/**
 * The configuration of a demonstration. Its key and its captures lie in its own data directory, its log has a name of its own, and
 * it asks no translator: somebody may start it where the environment is that of the real installation, whose store may keep for
 * years what was put into it, and whose key would sign an invented log under the real one's name.
 */
export function demoConfig(config: Config): Config {
  return {
    ...config,
    vaultKeyFile: ownKeyFile(config),
    logOrigin: undefined,
    evidenceDir: ownEvidenceDir(config),
    s3Endpoint: undefined,
    s3Bucket: undefined,
    s3AccessKey: undefined,
    s3SecretKey: undefined,
    s3LockMode: undefined,
    s3LockDays: undefined,
    translatorUrl: undefined,
  };
}

/** How records are run: what holds for them, whatever the environment names. */
export interface OwnConfig {
  /** Of a demonstration key and captures are its own. */
  readonly config: Config;
  readonly isDemo: boolean;
}

/**
 * The configuration as it holds for these records, for commands that are not told whether they are a demonstration's.
 * @param wanted what the records are to be from now on, for the command that knows
 * @throws AppError `config.invalid` where they are of the other kind, or are to be a demonstration's and have another key than its own
 */
export async function configOn(
  config: Config,
  db: Database['db'],
  wanted?: 'demo' | 'real',
): Promise<OwnConfig> {
  const kind = await readKind(db);
  if (wanted !== undefined) refuseOtherKind(kind, wanted);
  if ((kind ?? wanted) !== 'demo') return { config, isDemo: false };
  const own: OwnConfig = { config: demoConfig(config), isDemo: true };
  const bound = await boundVault(db);
  if (kind !== undefined || bound === undefined || fingerprintOf(own.config) === bound) return own;
  throw new AppError(
    'config.invalid',
    `expected a data directory for the demo, found one that was begun as a real installation, under the vault key ${bound}; ` +
      'choose another with --data DIR',
  );
}

function fingerprintOf({ vaultKeyFile }: Config): string | undefined {
  return hasMasterKey(vaultKeyFile) ? readMasterKey(vaultKeyFile).fingerprint : undefined;
}

/** Settings of the environment that a demonstration leaves unused. */
export function leftUnused(config: Config): readonly string[] {
  return [
    ...(config.vaultKeyFile === ownKeyFile(config) ? [] : ['VIGIE_VAULT_KEY_FILE']),
    ...(config.logOrigin === undefined ? [] : ['VIGIE_LOG_ORIGIN']),
    ...(config.s3Endpoint === undefined ? [] : ['VIGIE_S3_ENDPOINT']),
    ...(config.evidenceDir === ownEvidenceDir(config) ? [] : ['VIGIE_EVIDENCE_DIR']),
    ...(config.translatorUrl === undefined ? [] : ['VIGIE_TRANSLATOR_URL']),
  ];
}

function ownKeyFile({ dataDir }: Config): string {
  return join(dataDir, 'vault.key');
}

function ownEvidenceDir({ dataDir }: Config): string {
  return join(dataDir, 'evidence');
}

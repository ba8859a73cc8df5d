import { join } from 'node:path';
import type { Config } from '../../queue/runtime/config.ts';
import { type Database, readKind } from '../../queue/storage/index.ts';

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

/** The configuration as it holds for these records, for commands that are not told whether they are a demonstration's. */
export async function configOn(config: Config, db: Database['db']): Promise<Config> {
  return (await readKind(db)) === 'demo' ? demoConfig(config) : config;
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

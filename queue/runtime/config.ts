import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { AppError, messageOf } from './errors.ts';
import { OIDC_SETTINGS, oidcFaults } from './oidc-settings.ts';
import { RECORDS_SETTINGS } from './records-settings.ts';
import { S3_SETTINGS, s3Faults } from './s3-settings.ts';
import { type Setting, secret, setting } from './setting.ts';
import { projectRoot } from './thread-entry.ts';

const Port = z.coerce.number('expected a port number').int().min(0).max(65_535);
const optionalText = z.string().min(1).optional();

/** Every environment variable Vigie reads. The README's table is checked against this one by a test. */
export const SETTINGS = {
  dataDir: setting(
    'VIGIE_DATA_DIR',
    'data directory of the embedded default',
    '.vigie',
    z.string().min(1).default('.vigie'),
  ),
  configDir: setting(
    'VIGIE_CONFIG_DIR',
    'folder with `sources/`, `rights/`, `prevention/`, `controls/`, `published/`, `policy.yml`, `evaluation.yml`, `public.yml`, `register.yml`, `alerts.yml`, `referrals.yml`, `approvers.yml`, `recipients.yml`, `notices.yml`, `timestamps.yml`, `opentimestamps.yml`, `archive-signing.yml` and `witnesses.policy`',
    'config',
    optionalText,
  ),
  packsDir: setting('VIGIE_PACKS_DIR', 'folder with the rule packs', 'rules/packs', optionalText),
  host: setting(
    'VIGIE_HOST',
    'address the dashboard listens on; only loopback is accepted',
    '127.0.0.1',
    z.string().min(1).default('127.0.0.1'),
  ),
  port: setting('VIGIE_PORT', 'port of the dashboard; 0 picks a free one', '8417', Port.default(8417)),
  publicOrigin: setting(
    'VIGIE_ORIGIN',
    'where a proxy on this host that ends TLS shows the dashboard, such as `https://vigie.example`',
    'loopback only',
    z
      .url({ protocol: /^https$/, error: 'expected an https address' })
      .transform((value) => new URL(value).origin)
      .optional(),
  ),
  ...OIDC_SETTINGS,
  publicHost: setting(
    'VIGIE_PUBLIC_HOST',
    'address the public pages listen on; a proxy with TLS or an onion service stands before it',
    '127.0.0.1',
    z.string().min(1).default('127.0.0.1'),
  ),
  publicPort: setting(
    'VIGIE_PUBLIC_PORT',
    'port of the public pages; 0 picks a free one',
    '8418',
    Port.default(8418),
  ),
  isBehindContainer: setting(
    'VIGIE_IN_CONTAINER',
    '`1` lets the dashboard listen on every address inside a container whose port is published to 127.0.0.1 only',
    '0',
    z
      .enum(['0', '1'])
      .default('0')
      .transform((value) => value === '1'),
  ),
  logLevel: setting(
    'VIGIE_LOG_LEVEL',
    'least severe level that is logged',
    'info',
    z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  ),
  chromiumPath: setting(
    'VIGIE_CHROMIUM_PATH',
    'Chromium to use for pages that need JavaScript',
    'found by itself',
    optionalText,
  ),
  vaultKeyFile: setting(
    'VIGIE_VAULT_KEY_FILE',
    'the vault key',
    '`vault.key` in the data directory',
    optionalText,
  ),
  evidenceDir: setting(
    'VIGIE_EVIDENCE_DIR',
    'folder of the captured pages, encrypted; worker, scheduler and dashboard need the same one',
    '`evidence` in the data directory',
    optionalText,
  ),
  ...S3_SETTINGS,
  egressAddress: setting(
    'VIGIE_EGRESS_ADDRESS',
    'public address that the collectors are seen under, for the records of captures',
    'not stated',
    z.union([z.ipv4(), z.ipv6()], { error: 'expected an IP address' }).optional(),
  ),
  collectorContact: setting(
    'VIGIE_COLLECTOR_CONTACT',
    'where a host that is collected from can reach the unit: a page or an address of electronic mail, told in the user agent',
    'not told',
    z
      .union([z.url({ protocol: /^https?$/, normalize: true }), z.email()], {
        error: 'expected the address of a page, or one of electronic mail',
      })
      .optional(),
  ),
  logOrigin: setting(
    'VIGIE_LOG_ORIGIN',
    'name of the transparency log in its checkpoints, such as `unit.example/vigie`; for good from the first start',
    '`vigie.invalid/` and the fingerprint of the vault key',
    z
      .string()
      .regex(/^[^\s+/][^\s+]*$/u, 'expected a name without spaces and plus signs, such as unit.example/vigie')
      .max(200)
      .optional(),
  ),
  witnessNetwork: setting(
    'VIGIE_WITNESS_NETWORK',
    'where the witnesses of `witnesses.policy` are: `public`, `private` or `loopback`',
    'public',
    z.enum(['public', 'private', 'loopback']).default('public'),
  ),
  scoreConcurrency: setting(
    'VIGIE_SCORE_CONCURRENCY',
    'score jobs in hand at once per process',
    '4',
    z.coerce.number('expected a whole number').int().min(1).max(64).default(4),
  ),
  translatorUrl: setting(
    'VIGIE_TRANSLATOR_URL',
    'the unit’s own translation service (LibreTranslate’s interface), on this host or in its own network',
    'none',
    z.url({ protocol: /^https?$/, error: 'expected an http or https address' }).optional(),
  ),
  metricsToken: secret(
    'VIGIE_METRICS_TOKEN',
    'what a scraper of `/metrics` sends as bearer token, at least 32 characters',
    'none: operators who are signed in',
    z.string().min(32, 'expected at least 32 characters').optional(),
  ),
  ...RECORDS_SETTINGS,
} as const;

type Settings = { -readonly [K in keyof typeof SETTINGS]: z.output<(typeof SETTINGS)[K]['schema']> };

export interface Config extends Omit<Settings, 'configDir' | 'packsDir' | 'vaultKeyFile' | 'evidenceDir'> {
  readonly configDir: string;
  readonly packsDir: string | undefined;
  readonly vaultKeyFile: string;
  readonly evidenceDir: string;
  readonly profile: 'embedded' | 'production';
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the settings from an environment.
 * @throws AppError `config.invalid` with every fault at once; an unknown name that begins with VIGIE_ is a fault
 */
export function parseConfig(
  env: Environment,
  overrides: { dataDir?: string | undefined; port?: number | undefined } = {},
): Config {
  const faults: string[] = [];
  const values: Record<string, unknown> = {};
  for (const [name, one] of Object.entries(SETTINGS) as [string, Setting<unknown>][]) {
    const parsed = one.schema.safeParse(rawValue(one, env, faults));
    if (parsed.success) values[name] = parsed.data;
    else
      for (const issue of parsed.error.issues)
        faults.push(`${one.env}: ${issue.message}, found "${one.isSecret ? '…' : env[one.env]}"`);
  }
  faults.push(...unknownNames(env));
  const settings = values as Settings;
  // One that is faulty is given all the same.
  const areRead = 'databaseUrl' in values && 'redisUrl' in values;
  if (areRead && (settings.databaseUrl === undefined) !== (settings.redisUrl === undefined)) {
    faults.push(
      'VIGIE_DATABASE_URL and VIGIE_REDIS_URL: expected both (production) or neither (embedded), found one',
    );
  }
  faults.push(...oidcFaults(settings), ...s3Faults(settings));
  if (faults.length > 0) throw new AppError('config.invalid', faults.join('\n'), { faults });

  const dataDir = resolve(overrides.dataDir ?? settings.dataDir);
  return Object.freeze({
    ...settings,
    dataDir,
    port: overrides.port ?? settings.port,
    configDir: resolve(settings.configDir ?? join(projectRoot(), 'config')),
    packsDir: settings.packsDir,
    vaultKeyFile: resolve(settings.vaultKeyFile ?? join(dataDir, 'vault.key')),
    evidenceDir: resolve(settings.evidenceDir ?? join(dataDir, 'evidence')),
    profile: settings.databaseUrl === undefined ? 'embedded' : 'production',
  });
}

function rawValue(one: Setting<unknown>, env: Environment, faults: string[]): string | undefined {
  const direct = emptyAsUnset(env[one.env]);
  const file = one.isSecret ? emptyAsUnset(env[`${one.env}_FILE`]) : undefined;
  if (file === undefined) return direct;
  if (direct !== undefined) {
    faults.push(`${one.env}: expected the value or ${one.env}_FILE, found both`);
    return direct;
  }
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    faults.push(`${one.env}_FILE: expected a readable file, but ${messageOf(error)}`);
    return undefined;
  }
}

function emptyAsUnset(value: string | undefined): string | undefined {
  return value === '' ? undefined : value;
}

function unknownNames(env: Environment): string[] {
  const known = new Set<string>();
  for (const one of Object.values(SETTINGS) as Setting<unknown>[]) {
    known.add(one.env);
    if (one.isSecret) known.add(`${one.env}_FILE`);
  }
  return Object.keys(env)
    .filter((name) => name.startsWith('VIGIE_') && !known.has(name))
    .map((name) => `${name}: expected one of ${[...known].join(', ')}`);
}

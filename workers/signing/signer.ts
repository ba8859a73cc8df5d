import { createPrivateKey, type KeyObject, type X509Certificate } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { messageOf } from '../../queue/runtime/errors.ts';
import { openFault } from '../../queue/runtime/secret-file.ts';
import { invalidConfig, readYamlFile, yamlFileIfThere } from '../../queue/runtime/yaml/yaml-file.ts';
import { type Authority, readAuthorities } from '../timestamps/authorities.ts';
import { chainFault, parseChain } from './chain.ts';

export const SIGNER_FILE = 'archive-signing.yml';
const LEAST_RSA_BITS = 2048;

const Settings = z.strictObject({
  /** Name of the unit, which the certificate is for. */
  domain: z.string().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, 'expected a name such as unit.example'),
  /** PEM file with the whole chain, the unit's own certificate first; relative to the configuration folder. */
  certificate: z.string().min(1),
  /** PEM file with its private key, readable by its owner only. */
  key: z.string().min(1),
  /** Which authority of `timestamps.yml` stamps signatures. */
  authority: z.string().min(1),
});
type Settings = z.infer<typeof Settings>;

/** What signs archives: the key of a certificate of the unit's domain, and who stamps it. */
export interface ArchiveSigner {
  readonly domain: string;
  readonly chain: readonly [X509Certificate, ...X509Certificate[]];
  readonly key: KeyObject;
  /** Where that key lies. */
  readonly keyFile: string;
  readonly authority: Authority;
}

/**
 * Reads what archives are signed with, from `archive-signing.yml` of the configuration folder.
 * @returns `null` without the file: then archives are not signed, and that is what is shown
 * @throws AppError `config.invalid` with file:line:column of every fault
 */
export async function readArchiveSigner(configDir: string): Promise<ArchiveSigner | null> {
  const file = join(configDir, SIGNER_FILE);
  if (!existsSync(file)) return null;
  const authorities = await readAuthorities(configDir);
  const { value, faults, placeOf } = await readYamlFile(file, {
    schema: Settings,
    holds: 'what archives are signed with',
  });
  const signer = value && build(readPair(configDir, value), value, authorities);
  if (Array.isArray(signer))
    for (const [member, message] of signer) faults.push({ file, ...placeOf([member]), message });
  else if (signer !== undefined && faults.length === 0) return signer;
  throw invalidConfig(faults);
}

/** The key that signs and the certificate it is of, whoever stamps what it signs. */
export interface ArchiveKey {
  readonly domain: string;
  readonly keyFile: string;
  /** `null` where it is of no use. */
  readonly certificate: X509Certificate | null;
  readonly faults: readonly string[];
}

/**
 * Reads that key alone, for whoever lists keys.
 * @returns `null` without `archive-signing.yml`
 * @throws AppError `config.invalid` with file:line:column of what is wrong in that file itself
 */
export async function readArchiveKey(configDir: string): Promise<ArchiveKey | null> {
  const shape = { schema: Settings, holds: 'what archives are signed with' };
  const settings = await yamlFileIfThere(join(configDir, SIGNER_FILE), shape);
  if (settings === null) return null;
  const { chain, keyFile, faults } = readPair(configDir, settings);
  const { domain } = settings;
  return { domain, keyFile, certificate: chain?.[0] ?? null, faults: faults.map(([, message]) => message) };
}

type SignerFault = [member: keyof Settings, message: string];

/** A key, and the chain that it should be of; `null` for what is of no use, with the reason. */
interface Pair {
  readonly chain: ArchiveSigner['chain'] | null;
  readonly key: KeyObject | null;
  readonly keyFile: string;
  readonly faults: readonly SignerFault[];
}

function readPair(
  configDir: string,
  { domain, certificate, key: keyName }: Pick<Settings, 'domain' | 'certificate' | 'key'>,
): Pair {
  const faults: SignerFault[] = [];
  const keyFile = resolve(configDir, keyName);
  const [chain, key] = [readChain(resolve(configDir, certificate), domain), readKey(keyFile)];
  if (typeof chain === 'string') faults.push(['certificate', chain]);
  if (typeof key === 'string') faults.push(['key', key]);
  if (typeof chain !== 'string' && typeof key !== 'string' && !chain[0].checkPrivateKey(key))
    faults.push(['key', 'expected the key of the first certificate of the chain, found another']);
  const orNull = <Read>(read: Read | string) => (typeof read === 'string' ? null : read);
  return { chain: orNull(chain), key: orNull(key), keyFile, faults };
}

function build(
  { chain, key, keyFile, faults: ofPair }: Pair,
  { domain, authority: id }: Settings,
  authorities: readonly Authority[],
): ArchiveSigner | SignerFault[] {
  const faults = [...ofPair];
  const authority = authorities.find((one) => one.id === id);
  if (authority === undefined) {
    const known = authorities.map((one) => one.id).join(', ') || 'there is none';
    faults.push(['authority', `expected an authority of timestamps.yml (${known}), found ${id}`]);
  }
  if (faults.length > 0 || chain === null || key === null || authority === undefined) return faults;
  return { domain, chain, key, keyFile, authority };
}

function readChain(path: string, domain: string): ArchiveSigner['chain'] | string {
  const text = readText(path);
  if (typeof text !== 'string') return `expected certificates at ${path}, but ${text.fault}`;
  const chain = parseChain(text);
  if (typeof chain === 'string') return chain;
  if (chain[0].checkHost(domain) === undefined)
    return `expected a certificate of ${domain} first in ${path}, found one of ${chain[0].subjectAltName ?? chain[0].subject}`;
  // An end that has come is told when something is to be signed: it must keep nothing from starting.
  return chainFault(chain, new Date(chain[0].validFrom), null) ?? chain;
}

function readKey(path: string): KeyObject | string {
  const text = readText(path);
  if (typeof text !== 'string') return `expected a private key at ${path}, but ${text.fault}`;
  const found = openFault(path);
  if (found !== null) return `expected ${path} to be readable by its owner only (mode 0600), found ${found}`;
  try {
    const key = createPrivateKey(text);
    const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
    const isFit =
      key.asymmetricKeyType === 'ec' || (key.asymmetricKeyType === 'rsa' && bits >= LEAST_RSA_BITS);
    return isFit
      ? key
      : `expected a key for ECDSA, or RSA of ${LEAST_RSA_BITS} bits or more, found another kind`;
  } catch {
    // OpenSSL's own words could hold parts of the key.
    return `expected a private key in PEM without a passphrase in ${path}, found something else`;
  }
}

function readText(path: string): string | { readonly fault: string } {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    return { fault: messageOf(error) };
  }
}

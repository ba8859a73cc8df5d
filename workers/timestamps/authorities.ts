import { X509Certificate } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { messageOf } from '../../queue/runtime/errors.ts';
import { invalidConfig, readYamlFile } from '../../queue/runtime/yaml/yaml-file.ts';

const FILE = 'timestamps.yml';
const BEGIN = '-----BEGIN CERTIFICATE-----';
const END = '-----END CERTIFICATE-----';

const AuthoritySettings = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,31}$/, 'expected small letters, digits and hyphens'),
  /**
   * Where requests are posted. A stamp is signed and sends a hash alone, so plain HTTP, which many authorities have, is fine; a
   * rejection is not signed, so over plain HTTP none is final.
   */
  url: z.url({ protocol: /^https?$/, error: 'expected an http or https address', abort: true }),
  /** Said on purpose: an authority may be in the unit's own network. */
  network: z.enum(['public', 'private', 'loopback']).default('public'),
  /** PEM file with the certificates that chains may end in; relative to the configuration folder. */
  roots: z.string().min(1),
  /** Object identifier of the policy that stamps must be made under. */
  policy: z
    .string()
    .regex(/^[0-2](\.(0|[1-9]\d*))+$/, 'expected an object identifier such as 1.2.3')
    .optional(),
});

const Settings = z.strictObject({
  authorities: z
    .array(AuthoritySettings)
    .min(2, 'expected two authorities or more: one alone could be wrong, or in league')
    .max(5)
    .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, 'expected different ids')
    .refine(
      (all) => new Set(all.map(({ url }) => new URL(url).host)).size === all.length,
      'expected authorities at different hosts',
    ),
});

export interface Authority {
  readonly id: string;
  readonly url: URL;
  readonly network: 'public' | 'private' | 'loopback';
  readonly policy: string | undefined;
  /** DER. */
  readonly roots: readonly Uint8Array[];
}

/**
 * Reads the time-stamp authorities from `timestamps.yml` of the configuration folder.
 * @returns none without the file: then nothing is stamped, and that is what is shown
 * @throws AppError `config.invalid` with file:line:column of every fault
 */
export async function readAuthorities(configDir: string): Promise<readonly Authority[]> {
  const file = join(configDir, FILE);
  if (!existsSync(file)) return [];
  const { value, faults, placeOf } = await readYamlFile(file, {
    schema: Settings,
    holds: 'time-stamp authorities',
  });
  const authorities: Authority[] = [];
  for (const [at, one] of (value?.authorities ?? []).entries()) {
    const roots = readRoots(resolve(configDir, one.roots));
    if (typeof roots === 'string')
      faults.push({ file, ...placeOf(['authorities', String(at), 'roots']), message: roots });
    else
      authorities.push({
        id: one.id,
        url: new URL(one.url),
        network: one.network,
        policy: one.policy,
        roots,
      });
  }
  if (faults.length > 0) throw invalidConfig(faults);
  return authorities;
}

function readRoots(path: string): Uint8Array[] | string {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    return `expected root certificates at ${path}, but ${messageOf(error)}`;
  }
  const roots = parseRoots(text);
  return roots.length > 0 ? roots : `expected certificates in PEM in ${path}, found none`;
}

/** Certificates of a PEM text, DER; what is none is left out. */
export function parseRoots(pem: string): Uint8Array[] {
  return blocksOf(pem).flatMap((one) => {
    try {
      return [new X509Certificate(one).raw];
    } catch {
      return [];
    }
  });
}

/** Each place is passed once: texts come from strangers, too, and a pattern would look for an end from every beginning. */
function blocksOf(pem: string): string[] {
  const blocks: string[] = [];
  for (let at = pem.indexOf(BEGIN); at !== -1; at = pem.indexOf(BEGIN, at)) {
    const end = pem.indexOf(END, at);
    if (end === -1) break;
    blocks.push(pem.slice(at, end + END.length));
    at = end + END.length;
  }
  return blocks;
}

/** The same as PEM, for ordinary tools. */
export function formatRoots(roots: readonly Uint8Array[]): string {
  return roots.map((root) => new X509Certificate(root).toString()).join('');
}

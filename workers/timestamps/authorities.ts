import { X509Certificate } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { messageOf } from '../../queue/runtime/errors.ts';
import { invalidConfig, readYamlFile } from '../../queue/runtime/yaml/yaml-file.ts';

const FILE = 'timestamps.yml';
const BEGIN = '-----BEGIN CERTIFICATE-----';
const END = '-----END CERTIFICATE-----';

const Id = z.string().regex(/^[a-z0-9][a-z0-9-]{0,31}$/, 'expected small letters, digits and hyphens');
/** PEM file with the certificates that chains may end in; relative to the configuration folder. */
const Roots = z.string().min(1);

const AuthoritySettings = z.strictObject({
  id: Id,
  /**
   * Where requests are posted. A stamp is signed and sends a hash alone, so plain HTTP, which many authorities have, is fine; a
   * rejection is not signed, so over plain HTTP none is final.
   */
  url: z.url({ protocol: /^https?$/, error: 'expected an http or https address', abort: true }),
  /** Said on purpose: an authority may be in the unit's own network. */
  network: z.enum(['public', 'private', 'loopback']).default('public'),
  roots: Roots,
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
  /** Authorities that are asked no more: what they stamped is verified against their roots for as long as it is kept. */
  former: z
    .array(z.strictObject({ id: Id, roots: Roots }))
    .max(20)
    .default([]),
});

/** The certificates that chains of an authority's stamps may end in. */
export interface StampRoots {
  readonly id: string;
  /** DER. */
  readonly roots: readonly Uint8Array[];
}

export interface Authority extends StampRoots {
  readonly url: URL;
  readonly network: 'public' | 'private' | 'loopback';
  readonly policy: string | undefined;
}

/**
 * Reads the time-stamp authorities from `timestamps.yml` of the configuration folder.
 * @returns none without the file: then nothing is stamped, and that is what is shown
 * @throws AppError `config.invalid` with file:line:column of every fault
 */
export async function readAuthorities(configDir: string): Promise<readonly Authority[]> {
  return (await readStampers(configDir)).authorities;
}

/**
 * Reads whoever stamps or has stamped from the same file: a bundle brings the roots of all of them.
 * @throws AppError as `readAuthorities` does
 */
export async function readStampRoots(configDir: string): Promise<readonly StampRoots[]> {
  const { authorities, former } = await readStampers(configDir);
  return [...authorities, ...former];
}

async function readStampers(
  configDir: string,
): Promise<{ readonly authorities: readonly Authority[]; readonly former: readonly StampRoots[] }> {
  const file = join(configDir, FILE);
  if (!existsSync(file)) return { authorities: [], former: [] };
  const { value, faults, placeOf } = await readYamlFile(file, {
    schema: Settings,
    holds: 'time-stamp authorities',
  });
  const rootsOf = (list: 'authorities' | 'former', at: number, path: string): Uint8Array[] => {
    const roots = readRoots(resolve(configDir, path));
    if (typeof roots !== 'string') return roots;
    faults.push({ file, ...placeOf([list, String(at), 'roots']), message: roots });
    return [];
  };
  const authorities = (value?.authorities ?? []).map(({ url, ...one }, at) => ({
    id: one.id,
    url: new URL(url),
    network: one.network,
    policy: one.policy,
    roots: rootsOf('authorities', at, one.roots),
  }));
  const asked = new Set(authorities.map(({ id }) => id));
  const former = (value?.former ?? []).map(({ id, roots }, at) => {
    if (asked.has(id)) faults.push({ file, ...placeOf(['former', String(at), 'id']), message: twice(id) });
    asked.add(id);
    return { id, roots: rootsOf('former', at, roots) };
  });
  if (faults.length > 0) throw invalidConfig(faults);
  return { authorities, former };
}

function twice(id: string): string {
  return `expected an authority that is in the file once, found ${id} again: roots of one that is still asked are added to its own`;
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

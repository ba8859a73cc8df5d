import { join } from 'node:path';
import { z } from 'zod';
import { yamlFileIfThere } from '../../queue/runtime/yaml/yaml-file.ts';
import type { NetworkKind } from '../fetch/one-place-connector.ts';
import { URI } from './format.ts';

const FILE = 'opentimestamps.yml';
const Network = z.enum(['public', 'private', 'loopback']).default('public');

const CalendarSettings = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,31}$/, 'expected small letters, digits and hyphens'),
  /**
   * Address of the calendar itself, as it names itself in its promises; not of a pool, which answers for others. A promise shows
   * nothing and a block is checked against its header, so plain HTTP is fine.
   */
  url: z
    .url({ protocol: /^https?$/, error: 'expected an http or https address', abort: true })
    .regex(URI, 'expected letters, digits and -._/: alone, which is what promises can hold'),
  network: Network,
});

const HeaderSettings = z
  .strictObject({
    /** Base address: of a Bitcoin Core node with `rest=1`, or of an Esplora server. */
    url: z.url({ protocol: /^https?$/ }),
    interface: z.enum(['bitcoin-core', 'esplora']),
    network: Network,
  })
  .refine(
    ({ url, network }) => network !== 'public' || url.startsWith('https:'),
    'expected https for block headers over the public network: what is confirmed rests on them',
  );

const Settings = z.strictObject({
  calendars: z
    .array(CalendarSettings)
    .min(1)
    .max(5)
    .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, 'expected different ids')
    .refine(
      (all) => new Set(all.map(({ url }) => new URL(url).host)).size === all.length,
      'expected calendars at different hosts',
    ),
  headers: HeaderSettings.optional(),
});

export interface Calendar {
  readonly id: string;
  /** Without a slash at its end. */
  readonly url: string;
  readonly network: NetworkKind;
}

/** Where headers of Bitcoin's blocks are asked for: the unit's own node, or a server that it trusts for which blocks count. */
export interface HeaderPlace {
  readonly url: string;
  readonly interface: 'bitcoin-core' | 'esplora';
  readonly network: NetworkKind;
}

export interface OpenTimestamps {
  readonly calendars: readonly Calendar[];
  /** Without one a proof is never confirmed. */
  readonly headers: HeaderPlace | null;
}

const NONE: OpenTimestamps = { calendars: [], headers: null };

/**
 * Reads calendars and the source of block headers from `opentimestamps.yml` of the configuration folder.
 * @returns none without the file: OpenTimestamps is optional
 * @throws AppError `config.invalid` with file:line:column of every fault
 */
export async function readOpenTimestamps(configDir: string): Promise<OpenTimestamps> {
  const settings = await yamlFileIfThere(join(configDir, FILE), {
    schema: Settings,
    holds: 'calendars of OpenTimestamps',
  });
  if (settings === null) return NONE;
  const { calendars, headers } = settings;
  return {
    calendars: calendars.map((one) => ({ ...one, url: withoutSlash(one.url) })),
    headers: headers === undefined ? null : { ...headers, url: withoutSlash(headers.url) },
  };
}

/** Addresses of calendars are compared as they are written but for a slash at their end. */
export function withoutSlash(url: string): string {
  return url.replace(/\/+$/, '');
}

import { existsSync, statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Config } from '../../../queue/runtime/config.ts';
import { type Finding, ok, warn } from './check.ts';

type Places = Pick<Config, 'profile' | 'dataDir' | 'evidenceDir' | 's3Endpoint'>;

/** How full the disks are that this installation writes to, one line for each place. A server's own disk is not seen from here. */
export async function checkDisk(config: Places): Promise<Finding[]> {
  return placesOf(config).map(([what, path]) => {
    const { bavail, blocks, bsize } = statfsSync(nearest(path));
    const free = bavail / blocks;
    const text = `${what} in ${path}: ${Math.round((bavail * bsize) / 1e9)} GB free (${Math.round(free * 100)} %)`;
    return free < 0.1
      ? warn('disk', text, 'free some space: collecting needs it, review goes on')
      : ok('disk', text);
  });
}

function placesOf({ profile, dataDir, evidenceDir, s3Endpoint }: Places): [what: string, path: string][] {
  return [
    ...(profile === 'embedded' ? [['records', dataDir] as [string, string]] : []),
    ...(s3Endpoint === undefined ? [['captures', evidenceDir] as [string, string]] : []),
  ];
}

/** A folder is made with the first thing that is put into it, on the disk of the one above. */
function nearest(path: string): string {
  const parent = dirname(path);
  return existsSync(path) || parent === path ? path : nearest(parent);
}

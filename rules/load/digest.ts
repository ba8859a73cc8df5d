import { createHash } from 'node:crypto';
import type { PackSource } from './pack-files.ts';

/** SHA-256 in hex over every file's path and bytes, in the order given. */
export function digestOf(sources: readonly PackSource[]): string {
  const digest = createHash('sha256');
  for (const { file, bytes } of sources) digest.update(`${file}\0${bytes.length}\0`).update(bytes);
  return digest.digest('hex');
}

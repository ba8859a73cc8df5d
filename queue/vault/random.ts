import { randomFillSync } from 'node:crypto';

const POOL_BYTES = 16_384;

let pool = Buffer.alloc(0);
let used = 0;

/**
 * Fresh random bytes from the system's generator, fetched in pages: asking for 32 bytes at a time cost 5 % of the whole
 * path of a post. Every byte is given once and wiped from the pool.
 */
export function takeRandom(bytes: number): Buffer {
  if (used + bytes > pool.length) {
    pool = randomFillSync(Buffer.allocUnsafeSlow(Math.max(POOL_BYTES, bytes)));
    used = 0;
  }
  const source = pool.subarray(used, used + bytes);
  const taken = Buffer.from(source);
  source.fill(0);
  used += bytes;
  return taken;
}

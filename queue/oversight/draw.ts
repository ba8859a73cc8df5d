import { createHash } from 'node:crypto';

/** Says what a seed is for: hashes of another purpose, or of another version of the draw, differ. */
const SEED_PREFIX = 'vigie-audit-1\n';

/** What the log holds of a secret before anybody draws with it: SHA-256, hexadecimal. */
export function commitmentTo(secret: Uint8Array): string {
  return createHash('sha256').update(secret).digest('hex');
}

/**
 * Seed of a draw: SHA-256 over `vigie-audit-1`, a line feed, the secret's 32 bytes and the words in UTF-8. The secret is
 * committed to before the overseer chooses the words, so neither side alone decides what is drawn.
 */
export function seedOf(secret: Uint8Array, words: string): Buffer {
  return createHash('sha256').update(SEED_PREFIX).update(secret).update(words, 'utf8').digest();
}

/**
 * Draws some of the judgments of a stretch of the log. Each position gets the key SHA-256(seed, position as 8 bytes,
 * big-endian); those with the smallest keys are drawn, in that order. Whoever has the seed and the positions draws the same.
 * @param population positions of all judgments of the stretch, in any order
 */
export function drawFrom(seed: Uint8Array, population: readonly number[], wanted: number): number[] {
  return population
    .map((position) => ({ position, key: keyOf(seed, position) }))
    .sort((one, other) => one.key.compare(other.key))
    .slice(0, wanted)
    .map(({ position }) => position);
}

function keyOf(seed: Uint8Array, position: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(position));
  return createHash('sha256').update(seed).update(bytes).digest();
}

import { createCipheriv } from 'node:crypto';

/** Whole numbers below a bound, each as likely. */
export type Draw = (bound: number) => number;

const BLOCK = 4096;
const WORD_BYTES = 6;
const WORDS = 2 ** (8 * WORD_BYTES);

/**
 * Randomness that nobody can foresee and that a release can be made anew from: the key stream of AES-256 in counter mode
 * (NIST SP 800-38A) under a random seed. Without the seed it cannot be told from chance.
 * @param seed 32 bytes of a cryptographic source, used for one release
 */
export function drawFrom(seed: Uint8Array): Draw {
  const stream = createCipheriv('aes-256-ctr', seed, Buffer.alloc(16));
  let block = Buffer.alloc(0);
  let at = 0;
  const word = (): number => {
    if (at + WORD_BYTES > block.length) {
      block = stream.update(Buffer.alloc(BLOCK));
      at = 0;
    }
    at += WORD_BYTES;
    return block.readUIntBE(at - WORD_BYTES, WORD_BYTES);
  };
  return (bound) => {
    // What would make the first numbers likelier is thrown away.
    const limit = WORDS - (WORDS % bound);
    for (;;) {
      const drawn = word();
      if (drawn < limit) return drawn % bound;
    }
  };
}

/**
 * Noise with probabilities that fall by a factor of exp(-epsilon) with each step away from 0: the discrete Laplace
 * distribution, drawn exactly in whole numbers, since rounded logarithms leak what they should hide (Mironov 2012). The
 * algorithm is that of Canonne, Kamath and Steinke, "The Discrete Gaussian for Differential Privacy" (2020), algorithm 2.
 * @param epsilon hundredths of epsilon, whole, more than 0
 * @param sensitivity by how much, in all, one post changes the counts that noise is drawn for
 */
export function discreteLaplace(draw: Draw, epsilon: number, sensitivity = 1): number {
  const scale = 100 * sensitivity;
  for (;;) {
    const part = draw(scale);
    if (!isExpChance(draw, part, scale)) continue;
    let wholes = 0;
    while (isExpChance(draw, 1, 1)) wholes += 1;
    const size = Math.floor((part + scale * wholes) / epsilon);
    const isNegative = draw(2) === 1;
    if (isNegative && size === 0) continue;
    return isNegative ? -size : size;
  }
}

/** True with a chance of exp(-n/d), for 0 <= n <= d (the same, algorithm 1). */
function isExpChance(draw: Draw, n: number, d: number): boolean {
  let k = 1;
  while (draw(d * k) < n) k += 1;
  return k % 2 === 1;
}

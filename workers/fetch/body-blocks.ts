/** Bodies are gathered, and decoded output comes, in pieces of this many bytes: a bomb stops one piece above its cap. */
export const BLOCK_BYTES = 64 * 1024;

/** Kept for the next body, as many as one of the usual cap takes. */
const MAX_SPARE = 80;
const spare: Buffer[] = [];

/**
 * Bytes of a body, copied together as they come: a list of a million one-byte chunks would take a hundred times their size.
 * Blocks serve one body after another. Left to the collector of garbage, those of twenty refused bodies lay about until it
 * came by, and took 15 MiB more at the peak.
 */
export class BodyBlocks {
  readonly #max: number;
  #full: Buffer[] = [];
  #block = take();
  #used = 0;
  #isDone = false;

  /** @param max in bytes */
  constructor(max: number) {
    this.#max = max;
  }

  /** @returns whether there was room; there is none once the bytes were taken or dropped. */
  add(chunk: Buffer): boolean {
    if (this.#isDone || this.#full.length * BLOCK_BYTES + this.#used + chunk.length > this.#max) return false;
    for (let from = 0; from < chunk.length; ) {
      const copied = chunk.copy(this.#block, this.#used, from);
      from += copied;
      this.#used += copied;
      if (this.#used < BLOCK_BYTES) continue;
      this.#full.push(this.#block);
      this.#block = take();
      this.#used = 0;
    }
    return true;
  }

  /** All bytes as one copy; the blocks are free for another body. */
  bytes(): Buffer {
    const all = Buffer.concat([...this.#full, this.#block.subarray(0, this.#used)]);
    this.drop();
    return all;
  }

  /** Frees the blocks for another body. */
  drop(): void {
    if (this.#isDone) return;
    this.#isDone = true;
    for (const block of [...this.#full, this.#block]) if (spare.length < MAX_SPARE) spare.push(block);
    this.#full = [];
  }
}

function take(): Buffer {
  return spare.pop() ?? Buffer.allocUnsafeSlow(BLOCK_BYTES);
}

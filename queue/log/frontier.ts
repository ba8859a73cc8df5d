import { nodeHash, treeRoot } from './merkle.ts';

/** A tree that grows leaf by leaf and remembers only the roots of its full subtrees, one for each bit of its size. */
export class Frontier {
  #size = 0;
  /** From the largest subtree to the smallest. */
  readonly #roots: Uint8Array[] = [];

  get size(): number {
    return this.#size;
  }

  /**
   * @param leaf its leaf hash
   * @param onFull called for each subtree that the leaf completes: 2^height leaves, the `index`-th of that height
   */
  push(leaf: Uint8Array, onFull?: (height: number, index: number, root: Uint8Array) => void): void {
    let root = leaf;
    let rest = this.#size;
    for (let height = 1; rest % 2 === 1; height += 1) {
      root = nodeHash(this.#roots.pop() ?? root, root);
      rest = Math.floor(rest / 2);
      onFull?.(height, rest, root);
    }
    this.#roots.push(root);
    this.#size += 1;
  }

  /** Root of the tree so far (RFC 6962, section 2.1). */
  root(): Buffer {
    const smallest = this.#roots.at(-1);
    if (smallest === undefined) return treeRoot([]);
    return Buffer.from(
      this.#roots.slice(0, -1).reduceRight((right, left) => nodeHash(left, right), smallest),
    );
  }
}

import { createHash } from 'node:crypto';

/** Hash of a leaf: SHA-256 over 0x00 and the data (RFC 6962, section 2.1). 32 bytes. */
export function leafHash(...parts: readonly (Uint8Array | string)[]): Buffer {
  const hash = createHash('sha256').update(LEAF);
  for (const part of parts) hash.update(part);
  return hash.digest();
}

/** Root of the tree over leaf hashes in order (RFC 6962, section 2.1); of no leaves, the hash of nothing. */
export function treeRoot(leaves: readonly Uint8Array[]): Buffer {
  const [first] = leaves;
  if (first === undefined) return createHash('sha256').digest();
  if (leaves.length === 1) return Buffer.from(first);
  const split = largestPowerBelow(leaves.length);
  return nodeHash(treeRoot(leaves.slice(0, split)), treeRoot(leaves.slice(split)));
}

/** The sibling hashes that lead from one leaf to the root (RFC 6962, section 2.1.1), nearest first. */
export function inclusionPath(leaves: readonly Uint8Array[], index: number): Buffer[] {
  if (leaves.length <= 1) return [];
  const split = largestPowerBelow(leaves.length);
  return index < split
    ? [...inclusionPath(leaves.slice(0, split), index), treeRoot(leaves.slice(split))]
    : [...inclusionPath(leaves.slice(split), index - split), treeRoot(leaves.slice(0, split))];
}

/** The root that a leaf and its path give (RFC 9162, section 2.1.3.2), to be compared with the committed one. */
export function rootOfPath(
  leaf: Uint8Array,
  index: number,
  size: number,
  path: readonly Uint8Array[],
): Buffer {
  let [position, last] = [index, size - 1];
  let hash: Uint8Array = leaf;
  for (const sibling of path) {
    if (position % 2 === 1 || position === last) {
      hash = nodeHash(sibling, hash);
      while (position % 2 === 0 && position !== 0) [position, last] = [position >> 1, last >> 1];
    } else {
      hash = nodeHash(hash, sibling);
    }
    [position, last] = [position >> 1, last >> 1];
  }
  return Buffer.from(hash);
}

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  return createHash('sha256').update(NODE).update(left).update(right).digest();
}

function largestPowerBelow(count: number): number {
  return 2 ** Math.floor(Math.log2(count - 1));
}

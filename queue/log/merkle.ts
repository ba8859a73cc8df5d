import { hash } from 'node:crypto';

export const HASH_BYTES = 32;

/** Hash of a leaf: SHA-256 over 0x00 and the data (RFC 6962, section 2.1). 32 bytes. */
export function leafHash(...parts: readonly (Uint8Array | string)[]): Buffer {
  return sha256(Buffer.concat([LEAF, ...parts.map((part) => Buffer.from(part))]));
}

/**
 * Leaf hashes of many leaves, each of a salt and a text: 32 bytes each, side by side. They are laid out in one buffer
 * and hashed by one call each; a hash object for each cost three times as much.
 * @param salts of one length, side by side
 */
export function leafHashes(salts: Uint8Array, texts: readonly string[]): Buffer {
  if (texts.length === 0) return Buffer.alloc(0);
  const saltBytes = salts.length / texts.length;
  const hashes = Buffer.allocUnsafe(HASH_BYTES * texts.length);
  const leaf = Buffer.alloc(
    1 + saltBytes + MAX_BYTES_PER_UNIT * Math.max(0, ...texts.map((text) => text.length)),
  );
  for (const [at, text] of texts.entries()) {
    leaf.set(salts.subarray(at * saltBytes, (at + 1) * saltBytes), 1);
    const end = 1 + saltBytes + leaf.write(text, 1 + saltBytes);
    sha256(leaf.subarray(0, end)).copy(hashes, at * HASH_BYTES);
  }
  return hashes;
}

/**
 * Leaf hashes of many entries of 32 bytes, side by side as they are. The buffer that is hashed is filled again for each, since a
 * new one had cost twice as much as the hash.
 */
export function leafHashesOf(entries: Uint8Array): Buffer {
  const source = Buffer.from(entries.buffer, entries.byteOffset, entries.length);
  const hashes = Buffer.allocUnsafe(entries.length);
  for (let at = 0; at < entries.length; at += HASH_BYTES) {
    source.copy(LEAF_OF_HASH, 1, at, at + HASH_BYTES);
    sha256(LEAF_OF_HASH).copy(hashes, at);
  }
  return hashes;
}

/** Root of the tree over leaf hashes in order (RFC 6962, section 2.1); of no leaves, the hash of nothing. */
export function treeRoot(leaves: readonly Uint8Array[]): Buffer {
  const [first] = leaves;
  if (first === undefined) return sha256(Buffer.alloc(0));
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
  let current: Uint8Array = leaf;
  for (const sibling of path) {
    if (position % 2 === 1 || position === last) {
      current = nodeHash(sibling, current);
      while (position % 2 === 0 && position !== 0) [position, last] = [position >> 1, last >> 1];
    } else {
      current = nodeHash(current, sibling);
    }
    [position, last] = [position >> 1, last >> 1];
  }
  return Buffer.from(current);
}

const LEAF = Uint8Array.of(0);
/** 0x00 and an entry that is as long as a hash. */
const LEAF_OF_HASH = Buffer.alloc(1 + HASH_BYTES);
/** UTF-8 takes at most three bytes for one UTF-16 unit. */
const MAX_BYTES_PER_UNIT = 3;

/** 0x01 and two hashes: filled again for each node, which is done before anything else runs. */
const NODE = Buffer.alloc(1 + 2 * HASH_BYTES, 1);

/** Hash of a node: SHA-256 over 0x01 and its two children (RFC 6962, section 2.1). */
export function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  NODE.set(left, 1);
  NODE.set(right, 1 + HASH_BYTES);
  return sha256(NODE);
}

export function sha256(bytes: Uint8Array): Buffer {
  return hash('sha256', bytes, 'buffer');
}

/** Largest power of two below a count of two or more: where RFC 6962 splits a tree. */
export function largestPowerBelow(count: number): number {
  let power = 1;
  while (power * 2 < count) power *= 2;
  return power;
}

/** Whether so many leaves fill a subtree. */
export function isPowerOfTwo(count: number): boolean {
  return count === 1 || (count > 1 && 2 * largestPowerBelow(count) === count);
}

/**
 * Root of a full subtree.
 * @param hashes of its leaves or nodes side by side, a power of two of them; left as they are
 */
export function rootOfBlock(hashes: Uint8Array): Buffer {
  const level = Buffer.from(hashes);
  for (let left = level.length / HASH_BYTES; left > 1; left /= 2) {
    for (let at = 0; at < left / 2; at += 1) {
      level.copy(NODE, 1, 2 * at * HASH_BYTES, 2 * (at + 1) * HASH_BYTES);
      sha256(NODE).copy(level, at * HASH_BYTES);
    }
  }
  return Buffer.from(level.subarray(0, HASH_BYTES));
}

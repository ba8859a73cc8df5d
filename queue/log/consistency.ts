import { isPowerOfTwo, nodeHash, treeRoot } from './merkle.ts';

export interface TreeHead {
  /** Leaves. */
  readonly size: number;
  /** 32 bytes. */
  readonly root: Uint8Array;
}

/**
 * Whether a proof shows that the later tree begins with the whole earlier one (RFC 9162, section 2.1.4.2; with its steps' own
 * names). From an empty tree nothing is to be shown, and no proof is taken.
 */
export function isConsistent(old: TreeHead, later: TreeHead, proof: readonly Uint8Array[]): boolean {
  if (old.size > later.size) return false;
  if (old.size === 0) return proof.length === 0 && treeRoot([]).equals(old.root);
  if (old.size === later.size) return proof.length === 0 && Buffer.from(old.root).equals(later.root);
  const nodes = isPowerOfTwo(old.size) ? [old.root, ...proof] : [...proof];
  const [first, ...rest] = nodes;
  if (first === undefined || proof.length === 0) return false;
  let [fn, sn] = [old.size - 1, later.size - 1];
  while (fn % 2 === 1) [fn, sn] = [half(fn), half(sn)];
  let [fr, sr]: Uint8Array[] = [first, first];
  for (const node of rest) {
    if (sn === 0) return false;
    if (fn % 2 === 1 || fn === sn) {
      fr = nodeHash(node, fr ?? node);
      sr = nodeHash(node, sr ?? node);
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [half(fn), half(sn)];
    } else {
      sr = nodeHash(sr ?? node, node);
    }
    [fn, sn] = [half(fn), half(sn)];
  }
  return sn === 0 && Buffer.from(old.root).equals(fr ?? first) && Buffer.from(later.root).equals(sr ?? first);
}

const half = (value: number) => Math.floor(value / 2);

import { isPowerOfTwo, largestPowerBelow, nodeHash, treeRoot } from './merkle.ts';

/** Hash of the full subtree of 2^height leaves that begins at leaf `index` * 2^height. */
export type ReadNode = (height: number, index: number) => Promise<Uint8Array>;

/** Root of the tree of the first `size` leaves. */
export function rootAt(read: ReadNode, size: number): Promise<Buffer> {
  return hashOfRange(read, 0, size);
}

/** The sibling hashes from a leaf to the root (RFC 6962, section 2.1.1), nearest first. */
export function inclusionProof(read: ReadNode, index: number, size: number): Promise<Buffer[]> {
  return pathOf(read, index, 0, size);
}

/** What shows that the tree of `size` leaves begins with that of `old` leaves (RFC 6962, section 2.1.2). */
export async function consistencyProof(read: ReadNode, old: number, size: number): Promise<Buffer[]> {
  return old === 0 || old === size ? [] : subproof(read, old, { start: 0, end: size, isWhole: true });
}

/** Hash of the leaves `[start, end)`, as the tree splits them. */
async function hashOfRange(read: ReadNode, start: number, end: number): Promise<Buffer> {
  const count = end - start;
  if (count === 0) return treeRoot([]);
  if (isPowerOfTwo(count) && start % count === 0)
    return Buffer.from(await read(Math.log2(count), start / count));
  const split = start + largestPowerBelow(count);
  return nodeHash(await hashOfRange(read, start, split), await hashOfRange(read, split, end));
}

async function pathOf(read: ReadNode, index: number, start: number, end: number): Promise<Buffer[]> {
  if (end - start <= 1) return [];
  const split = start + largestPowerBelow(end - start);
  return index < split
    ? [...(await pathOf(read, index, start, split)), await hashOfRange(read, split, end)]
    : [...(await pathOf(read, index, split, end)), await hashOfRange(read, start, split)];
}

async function subproof(
  read: ReadNode,
  old: number,
  range: { readonly start: number; readonly end: number; readonly isWhole: boolean },
): Promise<Buffer[]> {
  const { start, end, isWhole } = range;
  if (old === end - start) return isWhole ? [] : [await hashOfRange(read, start, end)];
  const left = largestPowerBelow(end - start);
  const split = start + left;
  return old <= left
    ? [...(await subproof(read, old, { start, end: split, isWhole })), await hashOfRange(read, split, end)]
    : [
        ...(await subproof(read, old - left, { start: split, end, isWhole: false })),
        await hashOfRange(read, start, split),
      ];
}

import { hash } from 'node:crypto';
import type { NamedBlock } from './apply.ts';

export const HEADER_BYTES = 80;
const ROOT_AT = 36;
const TIME_AT = 68;
const BITS_AT = 72;

/** The easiest target that Bitcoin has ever taken: compact form 1d00ffff. */
export const BITCOIN_LIMIT = targetOf(0x1d00ffff) ?? 0n;

/** What the header of a block says (Bitcoin, "Block Headers"). */
export interface BlockHeader {
  /** Hexadecimal, in the order in which people write hashes of blocks. */
  readonly hash: string;
  /** 32 bytes. */
  readonly root: Buffer;
  /** When its miner says that it was made; up to two hours off. */
  readonly time: Date;
}

/**
 * Reads a header and checks its proof of work: its hash is below the target that it names, and that target is no easier than
 * `limit`. That shows that work was done and not how much the chain behind it has: whose headers these are is another matter.
 * @param limit easiest target; Bitcoin's own but where tests mine blocks of their own
 * @returns what was expected and found where it is none
 */
export function readHeader(bytes: Uint8Array, limit: bigint = BITCOIN_LIMIT): BlockHeader | string {
  if (bytes.length !== HEADER_BYTES)
    return `expected a block header of ${HEADER_BYTES} bytes, found ${bytes.length}`;
  const header = Buffer.from(bytes);
  const digest = hash('sha256', hash('sha256', header, 'buffer'), 'buffer')
    .reverse()
    .toString('hex');
  const target = targetOf(header.readUInt32LE(BITS_AT));
  if (target === undefined || target > limit)
    return 'expected a target that Bitcoin takes in the block header, found another';
  if (BigInt(`0x${digest}`) > target)
    return 'expected a block header whose hash is below its target, found that no work was done for it';
  return {
    hash: digest,
    root: header.subarray(ROOT_AT, TIME_AT),
    time: new Date(header.readUInt32LE(TIME_AT) * 1000),
  };
}

/** Whether a header is that of the block which a proof names. @returns the header, or what was expected and found */
export function headerOfBlock(
  { height, root }: NamedBlock,
  bytes: Uint8Array,
  limit?: bigint,
): BlockHeader | string {
  const header = readHeader(bytes, limit);
  if (typeof header === 'string') return `block ${height}: ${header}`;
  if (header.root.equals(root)) return header;
  return `block ${height}: expected the Merkle root that the proof leads to, found another`;
}

/** Target of its compact form; `undefined` where that is none. */
function targetOf(bits: number): bigint | undefined {
  const size = bits >>> 24;
  const word = bits & 0x7fffff;
  if (word === 0 || (bits & 0x800000) !== 0 || size > 32) return undefined;
  return size <= 3 ? BigInt(word >>> (8 * (3 - size))) : BigInt(word) << BigInt(8 * (size - 3));
}

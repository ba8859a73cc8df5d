import { failureKind } from '../fetch/failure-kind.ts';
import type { NamedBlock } from './apply.ts';
import { ask } from './ask.ts';
import { type BlockHeader, HEADER_BYTES, headerOfBlock } from './block-header.ts';
import type { HeaderPlace } from './settings.ts';

/** Blocks that are asked about in one go: a proof has one or two. */
const MOST_BLOCKS = 4;

/** Gives the header of the block at a height, 80 bytes; or why not. */
export type HeaderSource = (height: number) => Promise<Buffer | string>;

/** Headers from a Bitcoin Core node's REST interface, or from an Esplora server. Neither is told more than a height. */
export function headersFrom(place: HeaderPlace): HeaderSource {
  const isCore = place.interface === 'bitcoin-core';
  return async (height) => {
    const hash = await hex(
      place,
      isCore ? `/rest/blockhashbyheight/${height}.hex` : `/block-height/${height}`,
    );
    if (hash.length !== 64) return hash;
    const header = await hex(place, isCore ? `/rest/headers/${hash}.hex?count=1` : `/block/${hash}/header`);
    return header.length === 2 * HEADER_BYTES ? Buffer.from(header, 'hex') : header;
  };
}

/** @returns lower-case hexadecimal of a hash or a header; or a kind of failure, which is never as long */
async function hex(place: HeaderPlace, path: string): Promise<string> {
  const asked = await ask(place, path).catch((error: unknown) => ({ reason: failureKind(error) }));
  if ('reason' in asked) return `headers-${asked.reason}`.slice(0, 60);
  const text = asked.bytes.toString('latin1').trim().toLowerCase();
  return /^([0-9a-f]{64}|[0-9a-f]{160})$/.test(text) ? text : 'headers-not-sound';
}

/** A block whose header was seen: the proof leads to it, and work was done for it. */
export interface ProvenBlock {
  readonly height: number;
  /** 80 bytes. */
  readonly bytes: Uint8Array;
  readonly header: BlockHeader;
}

/**
 * Holds the blocks that a proof names against their headers, the lowest first.
 * @param limit easiest target, see `readHeader`
 * @returns the first whose header fits, or why none does
 */
export async function proveBlock(
  blocks: readonly NamedBlock[],
  source: HeaderSource,
  limit?: bigint,
): Promise<ProvenBlock | string> {
  let reason = 'no-block';
  for (const block of blocks.slice(0, MOST_BLOCKS)) {
    const bytes = await source(block.height);
    if (typeof bytes === 'string') {
      reason = bytes;
      continue;
    }
    const header = headerOfBlock(block, bytes, limit);
    if (typeof header !== 'string') return { height: block.height, bytes, header };
    reason = `not-sound: ${header}`;
  }
  return reason;
}

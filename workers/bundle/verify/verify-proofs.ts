import { hash } from 'node:crypto';
import type { CustodyEvent } from '../../../queue/contracts/index.ts';
import type { CustodyLink } from '../../../queue/custody/index.ts';
import { blocksOf, promisesOf } from '../../opentimestamps/apply.ts';
import { type BlockHeader, headerOfBlock } from '../../opentimestamps/block-header.ts';
import { type Proof, ProofFault } from '../../opentimestamps/format.ts';
import { readProof } from '../../opentimestamps/read-proof.ts';
import type { Checking } from './checking.ts';
import type { ItemRecord } from './shapes.ts';

/** Proofs of OpenTimestamps by what they show: only `confirmed` shows anything about time. */
export interface HeldProofs {
  readonly pending: number;
  readonly attested: number;
  readonly confirmed: number;
}

/** The time in a block is its miner's, and the network takes it up to two hours off. */
const SKEW_MS = 2 * 3_600_000;

type TimeProof = ItemRecord['opentimestamps'][number];

/**
 * Checks what calendars of OpenTimestamps said of an item: that each proof begins with the hash of its event, that it is as far as
 * `item.json` says and no further, and of a confirmed one that it leads to the Merkle root of a block that work was done for.
 */
export function verifyProofs(
  checking: Checking,
  path: string,
  item: ItemRecord,
  links: readonly CustodyLink[],
  events: readonly CustodyEvent[],
): HeldProofs {
  const held = { pending: 0, attested: 0, confirmed: 0 };
  for (const one of item.opentimestamps) {
    const said = `${path}: the OpenTimestamps proof of ${one.calendar}`;
    if (one.path === null || one.state === 'unsent') {
      checking.notice(`${said} is not there: no calendar had taken it; this shows nothing about time`);
      continue;
    }
    const link = links.find(({ number }) => number === one.number);
    const at = events.find(({ number }) => number === one.number)?.at;
    const standing = standingOf(checking, one, link?.event, at);
    if (typeof standing !== 'string') {
      checking.fault(one.path, standing.fault);
      continue;
    }
    held[standing] += 1;
    if (standing === 'pending')
      checking.notice(`${said} is pending, a promise of a calendar, which shows nothing about time`);
    if (standing === 'attested')
      checking.notice(
        `${said} names block ${one.height} of Bitcoin, whose header was not checked; until it is, this shows nothing about time`,
      );
    if (standing === 'confirmed' && checking.headers === null && one.block !== null)
      checking.notice(
        `${said} leads to block ${one.block.height} of Bitcoin, ${one.block.hash}, of ${one.block.time}. Its header came with ` +
          'the bundle: compare that hash with a copy of the chain, or pass headers with --block-headers.',
      );
  }
  return held;
}

type Standing = keyof HeldProofs;

function standingOf(
  { folder, headers, blockLimit }: Checking,
  one: TimeProof,
  event: Uint8Array | undefined,
  at: string | undefined,
): Standing | { readonly fault: string } {
  const bytes = folder.read(one.path ?? '');
  if (bytes === null || event === undefined)
    return { fault: 'expected a proof of an event, found that one of them is missing' };
  if ((one.state === 'confirmed') !== (one.block !== null))
    return { fault: 'expected the header of a block with a confirmed proof, and with no other' };
  const proof = proofOf(bytes);
  if (typeof proof === 'string') return { fault: proof };
  if (!hash('sha256', event, 'buffer').equals(proof.digest))
    return { fault: 'expected a proof that begins with the hash of this event, found one of other data' };
  const blocks = blocksOf(proof);
  const isPending = one.state === 'pending';
  if (isPending !== (blocks.length === 0) || (isPending && promisesOf(proof).length === 0))
    return { fault: `expected a proof that is ${one.state} as item.json states, found that it is not` };
  if (isPending) return 'pending';
  const height = one.block?.height ?? one.height;
  const named = blocks.filter((block) => block.height === height);
  if (height === null || named.length === 0)
    return { fault: 'expected a proof that names the block which item.json states, found another' };
  const header = headers === null ? headerIn(one) : headers.get(height);
  if (header === undefined) return 'attested';
  const all = named.map((block) => headerOfBlock(block, header, blockLimit));
  const seen = all.find((each) => typeof each !== 'string') ?? all[0] ?? '';
  const fault = typeof seen === 'string' ? seen : blockFault(seen, one, at);
  return fault === null ? 'confirmed' : { fault };
}

function headerIn({ block }: TimeProof): Uint8Array | undefined {
  return block === null ? undefined : Buffer.from(block.header, 'hex');
}

function blockFault(
  { hash: found, time }: BlockHeader,
  { block }: TimeProof,
  at: string | undefined,
): string | null {
  if (block !== null && (block.hash !== found || Date.parse(block.time) !== time.getTime()))
    return `expected the block that item.json states, found ${found} of ${time.toISOString()}`;
  if (at !== undefined && time.getTime() < Date.parse(at) - SKEW_MS)
    return `expected a block from ${at} on, give or take two hours, found one of ${time.toISOString()}: a clock was wrong`;
  return null;
}

function proofOf(bytes: Uint8Array): Proof | string {
  try {
    return readProof(bytes);
  } catch (error) {
    if (error instanceof ProofFault) return error.message;
    throw error;
  }
}

import { hash } from 'node:crypto';
import {
  advanceProof,
  type DueProof,
  planProofs,
  postponeProof,
  takeProofs,
} from '../../queue/storage/index.ts';
import type { StampContext } from '../timestamps/stamp-due.ts';
import { blocksOf } from './apply.ts';
import { submitTo, upgradeFrom } from './calendar.ts';
import type { Proof } from './format.ts';
import { type HeaderSource, headersFrom, type ProvenBlock, proveBlock } from './headers.ts';
import { readProof } from './read-proof.ts';
import type { Calendar, OpenTimestamps } from './settings.ts';
import { writeProof } from './write-proof.ts';

const AT_ONCE = 20;

/**
 * Has every calendar commit to every control event, and follows its promise: plans what is missing, submits what nobody took,
 * asks what became of promises, and holds each block that a proof names against its header. A proof is confirmed by that last
 * step alone; what a calendar says never confirms it.
 * @param limit easiest target of a block, see `readHeader`
 * @returns how many proofs came further
 */
export async function proveDue(
  context: StampContext,
  { calendars, headers }: OpenTimestamps,
  limit?: bigint,
): Promise<number> {
  const { db, clock, logger } = context;
  const byId = new Map(calendars.map((one) => [one.id, one]));
  if (byId.size === 0) return 0;
  const source = headers === null ? null : headersFrom(headers);
  await planProofs(db, [...byId.keys()], new Date(clock.now()));
  const due = await takeProofs(db, [...byId.keys()], {
    now: new Date(clock.now()),
    limit: AT_ONCE,
    withHeaders: source !== null,
  });
  let further = 0;
  for (const one of due) {
    const calendar = byId.get(one.calendar);
    if (calendar === undefined) continue;
    const turn = await takeTurn(one, calendar, source, limit);
    if ('reason' in turn) {
      await postponeProof(db, one, turn.reason);
      logger.info({ calendar: one.calendar, item: one.itemId, ...turn }, 'no proof of time yet');
      continue;
    }
    const { proof, block } = turn;
    await advanceProof(db, one, {
      proof: writeProof(proof),
      height: blocksOf(proof)[0]?.height ?? null,
      block: block && { height: block.height, ...block.header, bytes: block.bytes },
      now: new Date(clock.now()),
    });
    further += 1;
  }
  return further;
}

type Turn = { readonly reason: string } | { readonly proof: Proof; readonly block: ProvenBlock | null };

/** One turn of a proof: the next thing that can be known of it, and no more. */
async function takeTurn(
  due: DueProof,
  calendar: Calendar,
  source: HeaderSource | null,
  limit?: bigint,
): Promise<Turn> {
  const kept = due.proof === null ? null : readProof(due.proof);
  if (kept === null) {
    const answer = await submitTo(calendar, hash('sha256', due.event, 'buffer'));
    return 'reason' in answer ? answer : { ...answer, block: null };
  }
  let reason: string | undefined;
  if (due.state === 'attested' && source !== null) {
    const block = await proveBlock(blocksOf(kept), source, limit);
    if (typeof block !== 'string') return { proof: kept, block };
    reason = block;
  }
  // A block that does not fit may have been left behind by the chain: the calendar is asked for the one that stayed.
  const answer = await upgradeFrom(calendar, kept);
  if ('reason' in answer) return { reason: reason ?? answer.reason };
  return blocksOf(answer.proof).length > blocksOf(kept).length
    ? { proof: answer.proof, block: null }
    : { reason: reason ?? 'not-yet' };
}

import type { Kysely } from 'kysely';
import { isSignedLate } from '../contracts/archive-signature.ts';
import type { Capture, CaptureProof } from '../contracts/capture.ts';
import { custodyEventOf } from '../custody/index.ts';
import { type ArchiveSignature, readSignatures } from '../storage/archive-signatures.ts';
import { readCustody } from '../storage/custody.ts';
import type { Schema } from '../storage/schema.ts';
import { readTimestamps } from '../storage/timestamps.ts';

/** How a capture is signed and stamped. One without a row in the table of signatures waits as any other. */
export async function readProof(
  db: Kysely<Schema>,
  capture: Pick<Capture, 'id' | 'itemId' | 'endedAt'>,
): Promise<CaptureProof> {
  const { id, itemId, endedAt } = capture;
  const signature = (await readSignatures(db, itemId)).find(({ captureId }) => captureId === id);
  const numbers = (await readCustody(db, itemId))
    .filter((link) => {
      const event = custodyEventOf(link);
      return event.kind === 'control' && event.capture === id;
    })
    .map(({ number }) => number);
  const stamps = (await readTimestamps(db, itemId)).filter(({ number }) => numbers.includes(number));
  return {
    signature: standingOf(signature, endedAt),
    stamps: stamps.map(({ authority, state, reason, genTime }) => ({ authority, state, reason, genTime })),
  };
}

function standingOf(
  signature: ArchiveSignature | undefined,
  capturedAt: string | null,
): CaptureProof['signature'] {
  const { state = 'unsigned', reason = null, attempts = 0 } = signature ?? {};
  const { signedData = null, authority = null, genTime = null } = signature ?? {};
  const isLate = genTime !== null && capturedAt !== null && isSignedLate(genTime, capturedAt);
  return { state, reason, attempts, domain: signedData?.domain ?? null, authority, genTime, isLate };
}

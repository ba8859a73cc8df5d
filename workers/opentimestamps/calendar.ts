import { hash, randomBytes } from 'node:crypto';
import { failureKind } from '../fetch/failure-kind.ts';
import { promisesOf } from './apply.ts';
import { ask } from './ask.ts';
import { type Proof, ProofFault, type Timestamp } from './format.ts';
import { readTimestamp } from './read-proof.ts';
import { type Calendar, withoutSlash } from './settings.ts';
import { upgrade, writeProof } from './write-proof.ts';

const NONCE_BYTES = 16;

/** What came of asking; a kind of failure in few words. */
export type Answered = { readonly proof: Proof } | { readonly reason: string };

/**
 * Has a calendar promise to commit to a digest. It gets the SHA-256 of the digest and a nonce: nothing that says of what.
 * @param digest SHA-256 of what is stamped, 32 bytes
 */
export async function submitTo(calendar: Calendar, digest: Uint8Array): Promise<Answered> {
  const nonce = randomBytes(NONCE_BYTES);
  const commitment = hash('sha256', Buffer.concat([digest, nonce]), 'buffer');
  const answer = await timestampFrom(calendar, commitment, '/digest', commitment);
  if ('reason' in answer) return answer;
  const hashed = { step: { op: 'sha256' as const }, next: answer.timestamp };
  const proof = { digest, timestamp: [{ step: { op: 'append' as const, bytes: nonce }, next: [hashed] }] };
  return promised(calendar, proof);
}

/** Asks a calendar what became of its promises. @returns the proof with all that it knows by now; or why there is nothing new */
export async function upgradeFrom(calendar: Calendar, proof: Proof): Promise<Answered> {
  let upgraded = proof;
  let reason = 'not-yet';
  for (const { uri, message } of promisesOf(proof)) {
    if (!isOf(calendar, uri)) continue;
    const path = `/timestamp/${Buffer.from(message).toString('hex')}`;
    const answer = await timestampFrom(calendar, message, path);
    if ('reason' in answer) reason = answer.reason === 'http-404' ? 'not-yet' : answer.reason;
    else upgraded = upgrade(upgraded, message, answer.timestamp);
  }
  return upgraded.timestamp === proof.timestamp ? { reason } : written(upgraded);
}

/** Only the calendar that was asked is asked again: a promise of another place would have us dial what an answer says. */
function promised(calendar: Calendar, proof: Proof): Answered {
  const isKept = promisesOf(proof).some(({ uri }) => isOf(calendar, uri));
  return isKept ? written(proof) : { reason: 'no-promise-of-its-own' };
}

function isOf(calendar: Calendar, uri: string): boolean {
  return withoutSlash(uri) === calendar.url;
}

/** It must also be one once it is put together. */
function written(proof: Proof): Answered {
  try {
    writeProof(proof);
    return { proof };
  } catch (error) {
    return notSound(error);
  }
}

async function timestampFrom(
  calendar: Calendar,
  message: Uint8Array,
  path: string,
  body?: Uint8Array,
): Promise<{ readonly timestamp: Timestamp } | { readonly reason: string }> {
  const asked = await ask(calendar, path, body).catch((error: unknown) => ({ reason: failureKind(error) }));
  if ('reason' in asked) return asked;
  try {
    return { timestamp: readTimestamp(asked.bytes, message) };
  } catch (error) {
    return notSound(error);
  }
}

function notSound(error: unknown): { readonly reason: string } {
  if (error instanceof ProofFault) return { reason: `not-sound: ${error.message}` };
  throw error;
}

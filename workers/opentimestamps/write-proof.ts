import { apply, endsOf } from './apply.ts';
import {
  type Attestation,
  BITCOIN,
  type Branch,
  MAGIC,
  PENDING,
  type Proof,
  TAG,
  type Timestamp,
  VERSION,
} from './format.ts';
import { readProof } from './read-proof.ts';

/** A proof as a detached file (`.ots`), which every OpenTimestamps client reads. @throws ProofFault where it grew too large */
export function writeProof({ digest, timestamp }: Proof): Buffer {
  const bytes = Buffer.concat([MAGIC, Buffer.of(VERSION, TAG.sha256), digest, ...writeTimestamp(timestamp)]);
  // What was merged is held against the same bounds as what came from outside.
  readProof(bytes);
  return bytes;
}

/**
 * Adds what a calendar knows by now to each of its promises of this message. A promise stays beside what it brought, as other
 * clients have it: the calendar can be asked again.
 */
export function upgrade({ digest, timestamp }: Proof, message: Uint8Array, known: Timestamp): Proof {
  const ends = new Set(endsOf(timestamp, digest).map(endKey));
  const isNews = endsOf(known, message).some((end) => !ends.has(endKey(end)));
  return { digest, timestamp: isNews ? addAt(timestamp, digest, Buffer.from(message), known) : timestamp };
}

function addAt(at: Timestamp, message: Uint8Array, wanted: Buffer, known: Timestamp): Timestamp {
  const isPromised = at.some((branch) => 'attestation' in branch && branch.attestation.kind === 'pending');
  const branches = at.map((branch) =>
    'attestation' in branch
      ? branch
      : { ...branch, next: addAt(branch.next, apply(branch.step, message), wanted, known) },
  );
  return isPromised && wanted.equals(message) ? [...branches, ...known] : branches;
}

function endKey({ attestation, message }: ReturnType<typeof endsOf>[number]): string {
  return Buffer.concat([...writeAttestation(attestation), message]).toString('hex');
}

function writeTimestamp(timestamp: Timestamp): Uint8Array[] {
  return timestamp.flatMap((branch, at) => [
    ...(at < timestamp.length - 1 ? [Buffer.of(TAG.fork)] : []),
    ...writeBranch(branch),
  ]);
}

function writeBranch(branch: Branch): Uint8Array[] {
  if ('attestation' in branch) return writeAttestation(branch.attestation);
  const { step, next } = branch;
  if (!('bytes' in step)) return [Buffer.of(TAG[step.op]), ...writeTimestamp(next)];
  return [Buffer.of(TAG[step.op]), ...sized(step.bytes), ...writeTimestamp(next)];
}

function writeAttestation(attestation: Attestation): Uint8Array[] {
  const [tag, payload] = bodyOf(attestation);
  return [Buffer.of(TAG.attestation), Buffer.from(tag, 'hex'), ...sized(payload)];
}

function bodyOf(attestation: Attestation): [tag: string, payload: Uint8Array] {
  if (attestation.kind === 'bitcoin') return [BITCOIN, number(attestation.height)];
  if (attestation.kind === 'unknown') return [attestation.tag, attestation.payload];
  return [PENDING, Buffer.concat(sized(Buffer.from(attestation.uri, 'latin1')))];
}

function sized(bytes: Uint8Array): Uint8Array[] {
  return [number(bytes.length), bytes];
}

/** Unsigned LEB128. */
function number(value: number): Buffer {
  const groups: number[] = [];
  let left = value;
  do {
    const group = left % 128;
    left = Math.floor(left / 128);
    groups.push(left > 0 ? group + 128 : group);
  } while (left > 0);
  return Buffer.from(groups);
}

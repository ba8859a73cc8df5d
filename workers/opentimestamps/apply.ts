import { hash } from 'node:crypto';
import { type Attestation, MOST, type Proof, ProofFault, type Step, type Timestamp } from './format.ts';

/** The message after a step. @throws ProofFault where it grows beyond the format's bound */
export function apply(step: Step, message: Uint8Array): Uint8Array {
  if (!('bytes' in step)) return hash(step.op, message, 'buffer');
  const parts = step.op === 'append' ? [message, step.bytes] : [step.bytes, message];
  const result = Buffer.concat(parts);
  if (result.length <= MOST.message) return result;
  throw new ProofFault(`expected messages of at most ${MOST.message} bytes, found ${result.length}`);
}

/** Where a chain of steps ends: who attests, and to which message. */
export interface End {
  readonly attestation: Attestation;
  readonly message: Uint8Array;
}

/** All ends of a timestamp, computed from its message. @throws ProofFault */
export function endsOf(timestamp: Timestamp, message: Uint8Array): End[] {
  return timestamp.flatMap((branch) =>
    'attestation' in branch
      ? [{ attestation: branch.attestation, message }]
      : endsOf(branch.next, apply(branch.step, message)),
  );
}

/** A block that a proof names, and the Merkle root that it must have. */
export interface NamedBlock {
  readonly height: number;
  /** 32 bytes, in the order of a block header. */
  readonly root: Uint8Array;
}

/** Blocks of Bitcoin that a proof ends in, the lowest first: each is a claim until its header was seen. */
export function blocksOf({ digest, timestamp }: Proof): NamedBlock[] {
  return endsOf(timestamp, digest)
    .flatMap(({ attestation, message }) =>
      attestation.kind === 'bitcoin' ? [{ height: attestation.height, root: message }] : [],
    )
    .sort((one, other) => one.height - other.height);
}

/** Promises of calendars that a proof holds. */
export function promisesOf({
  digest,
  timestamp,
}: Proof): { readonly uri: string; readonly message: Uint8Array }[] {
  return endsOf(timestamp, digest).flatMap(({ attestation, message }) =>
    attestation.kind === 'pending' ? [{ uri: attestation.uri, message }] : [],
  );
}

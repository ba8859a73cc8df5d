import { apply } from './apply.ts';
import {
  type Attestation,
  BITCOIN,
  type Branch,
  HASHES,
  MAGIC,
  MOST,
  MOST_ENDS,
  MOST_PROOF_BYTES,
  NOT_COMPUTED,
  PENDING,
  type Proof,
  ProofFault,
  type Step,
  TAG,
  type Timestamp,
  URI,
  VERSION,
} from './format.ts';

const DIGEST_BYTES = 32;
const TAG_BYTES = 8;
/** Five groups of seven bits: more than any length or height that is allowed. */
const MOST_NUMBER_BYTES = 5;
const HIGHEST = 2 ** 31 - 1;

/**
 * Reads a detached proof (`.ots`, version 1) of a file's SHA-256.
 * @throws ProofFault for whatever is not one
 */
export function readProof(bytes: Uint8Array): Proof {
  const reader = new Reader(bytes);
  if (!MAGIC.equals(reader.take(MAGIC.length)))
    throw new ProofFault('expected an OpenTimestamps proof, found something else');
  const version = reader.byte();
  if (version !== VERSION) throw new ProofFault(`expected version ${VERSION}, found ${version}`);
  const digestOf = reader.byte();
  if (digestOf !== TAG.sha256) throw new ProofFault(`expected the SHA-256 of a file, found another hash`);
  const digest = reader.take(DIGEST_BYTES);
  const timestamp = readSteps(reader, digest, MOST.depth);
  reader.end();
  return { digest, timestamp };
}

/** Reads what a calendar answers about a message. @throws ProofFault for whatever is no timestamp of it */
export function readTimestamp(bytes: Uint8Array, message: Uint8Array): Timestamp {
  const reader = new Reader(bytes);
  const timestamp = readSteps(reader, message, MOST.depth);
  reader.end();
  return timestamp;
}

class Reader {
  readonly #bytes: Buffer;
  #at = 0;
  #ends = 0;

  constructor(bytes: Uint8Array) {
    if (bytes.length > MOST_PROOF_BYTES)
      throw new ProofFault(`expected at most ${MOST_PROOF_BYTES} bytes, found ${bytes.length}`);
    this.#bytes = Buffer.from(bytes);
  }

  byte(): number {
    return this.take(1)[0] ?? 0;
  }

  take(length: number): Buffer {
    const left = this.#bytes.length - this.#at;
    if (length > left) throw new ProofFault(`expected ${length} more bytes, found ${left}: it is cut off`);
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  /** Unsigned LEB128. */
  number(most: number): number {
    let value = 0;
    for (let group = 0; group < MOST_NUMBER_BYTES; group += 1) {
      const byte = this.byte();
      value += (byte & 0x7f) * 2 ** (7 * group);
      if (byte < 0x80) {
        if (value <= most) return value;
        break;
      }
    }
    throw new ProofFault(`expected a number up to ${most}, found a larger one`);
  }

  sized(most: number): Buffer {
    return this.take(this.number(most));
  }

  countEnd(): void {
    this.#ends += 1;
    if (this.#ends > MOST_ENDS) throw new ProofFault(`expected at most ${MOST_ENDS} ends, found more`);
  }

  end(): void {
    const left = this.#bytes.length - this.#at;
    if (left > 0) throw new ProofFault(`expected an end, found ${left} more bytes`);
  }
}

function readSteps(reader: Reader, message: Uint8Array, depth: number): Timestamp {
  if (depth === 0) throw new ProofFault(`expected at most ${MOST.depth} steps in a row, found more`);
  const branches: Branch[] = [];
  for (;;) {
    const tag = reader.byte();
    if (tag !== TAG.fork) return [...branches, readBranch(reader, tag, message, depth)];
    branches.push(readBranch(reader, reader.byte(), message, depth));
  }
}

function readBranch(reader: Reader, tag: number, message: Uint8Array, depth: number): Branch {
  if (tag === TAG.attestation) {
    reader.countEnd();
    return { attestation: readAttestation(reader) };
  }
  const step = readStep(reader, tag);
  return { step, next: readSteps(reader, apply(step, message), depth - 1) };
}

function readStep(reader: Reader, tag: number): Step {
  if (tag === TAG.sha1 || tag === TAG.ripemd160 || tag === TAG.sha256) return { op: HASHES[tag] };
  if (tag === TAG.append || tag === TAG.prepend) {
    const bytes = reader.sized(MOST.message);
    if (bytes.length === 0) throw new ProofFault('expected bytes to put to the message, found none');
    return { op: tag === TAG.append ? 'append' : 'prepend', bytes };
  }
  const known = NOT_COMPUTED[tag];
  throw new ProofFault(
    known === undefined
      ? `expected a step of a proof, found the unknown operation ${tag}`
      : `expected a step that Bitcoin's proofs have, found ${known}, which is not computed here`,
  );
}

function readAttestation(reader: Reader): Attestation {
  const tag = reader.take(TAG_BYTES).toString('hex');
  const payload = reader.sized(MOST.payload);
  if (tag !== PENDING && tag !== BITCOIN) return { kind: 'unknown', tag, payload };
  const inner = new Reader(payload);
  const read: Attestation =
    tag === BITCOIN
      ? { kind: 'bitcoin', height: inner.number(HIGHEST) }
      : { kind: 'pending', uri: inner.sized(MOST.uri).toString('latin1') };
  inner.end();
  if (read.kind === 'pending' && !URI.test(read.uri))
    throw new ProofFault("expected a calendar's address of letters, digits and -._/: alone, found another");
  return read;
}

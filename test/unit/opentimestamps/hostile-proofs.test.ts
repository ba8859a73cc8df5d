import { describe, expect, it } from 'vitest';
import { blocksOf, promisesOf } from '../../../workers/opentimestamps/apply.ts';
import { MAGIC, type Proof, ProofFault } from '../../../workers/opentimestamps/format.ts';
import { readProof, readTimestamp } from '../../../workers/opentimestamps/read-proof.ts';
import { upgrade, writeProof } from '../../../workers/opentimestamps/write-proof.ts';
import { block, promise, sized } from '../../support/calendar.ts';
import { HELLO_WORLD, TWO_NOTARIES } from '../../support/ots-examples.ts';
import { fc } from '../../support/properties.ts';

/** Reads what may be anything: a proof, or nothing with its own error. */
function readOrNot(bytes: Uint8Array): Proof | null {
  try {
    return readProof(bytes);
  } catch (error) {
    expect(error).toBeInstanceOf(ProofFault);
    return null;
  }
}

const digest = fc.uint8Array({ minLength: 32, maxLength: 32 });
const step = fc.oneof(
  fc.constant(Buffer.of(8)),
  fc
    .tuple(fc.constantFrom(0xf0, 0xf1), fc.uint8Array({ minLength: 1, maxLength: 64 }))
    .map(([op, bytes]) => Buffer.concat([Buffer.of(op), sized(bytes)])),
);
const end = fc.oneof(
  fc.nat({ max: 2 ** 31 - 1 }).map(block),
  fc.constantFrom('https://a.example', 'http://b.example/c').map(promise),
);
/** Bytes of a timestamp: forks, steps and ends, as the format puts them together. */
const timestamp: fc.Arbitrary<Buffer> = fc.letrec<{ whole: Buffer; branch: Buffer }>((tie) => ({
  branch: fc.oneof(
    { depthSize: 'small' },
    end,
    fc.tuple(step, tie('whole')).map((parts) => Buffer.concat(parts)),
  ),
  whole: fc
    .array(tie('branch'), { minLength: 1, maxLength: 3 })
    .map((all) =>
      Buffer.concat(all.flatMap((one, at) => (at < all.length - 1 ? [Buffer.of(0xff), one] : [one]))),
    ),
})).whole;

describe('reading a proof that may be anything', () => {
  it('EVI-07 ends, with a proof or with its own error, for any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 600 }), (bytes) => {
        readOrNot(bytes);
        readOrNot(Buffer.concat([MAGIC, Buffer.of(1, 8), bytes]));
      }),
      { numRuns: 2000 },
    );
  });

  it('EVI-07 ends so for a real proof that was cut anywhere, or changed in any bit', () => {
    for (const { proof } of [HELLO_WORLD, TWO_NOTARIES]) {
      for (let length = 0; length < proof.length; length += 1)
        expect(readOrNot(proof.subarray(0, length))).toBeNull();
      for (let bit = 0; bit < 8 * proof.length; bit += 1) {
        const changed = Buffer.from(proof);
        changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        readOrNot(changed);
      }
    }
  });

  it('gives back what was written, byte for byte, and what was read of it', () => {
    fc.assert(
      fc.property(digest, timestamp, (of, steps) => {
        const bytes = Buffer.concat([MAGIC, Buffer.of(1, 8), of, steps]);
        const proof = readOrNot(bytes);
        if (proof === null) return;
        expect(writeProof(proof).equals(bytes)).toBe(true);
      }),
    );
  });

  it('EVI-07 an upgrade loses no end, and only a block that was added makes a proof name one', () => {
    fc.assert(
      fc.property(digest, fc.array(step, { maxLength: 5 }), timestamp, (of, steps, more) => {
        const pending = readProof(
          Buffer.concat([MAGIC, Buffer.of(1, 8), of, ...steps, promise('https://a.example')]),
        );
        expect(blocksOf(pending)).toEqual([]);
        const [promised] = promisesOf(pending);
        if (promised === undefined) throw new Error('expected a promise');
        const known = readTimestamp(more, promised.message);
        const upgraded = upgrade(pending, promised.message, known);
        expect(promisesOf(upgraded).map(({ uri }) => uri)).toContain('https://a.example');
        const alone = { digest: promised.message, timestamp: known };
        expect(blocksOf(upgraded)).toEqual(blocksOf(alone));
      }),
    );
  });
});

import { describe, expect, it } from 'vitest';
import { blocksOf, promisesOf } from '../../../workers/opentimestamps/apply.ts';
import { BITCOIN_LIMIT, headerOfBlock, readHeader } from '../../../workers/opentimestamps/block-header.ts';
import { MAGIC } from '../../../workers/opentimestamps/format.ts';
import { readProof, readTimestamp } from '../../../workers/opentimestamps/read-proof.ts';
import { upgrade, writeProof } from '../../../workers/opentimestamps/write-proof.ts';
import { BlockChain, sha256, TEST_LIMIT } from '../../support/block-chain.ts';
import { block, promise, sized } from '../../support/calendar.ts';
import { FIRST_BLOCK, HELLO_WORLD, LATER_BLOCK, TWO_NOTARIES } from '../../support/ots-examples.ts';

const DIGEST = sha256(Buffer.from('evidence'));
const URI = 'https://calendar.example';
/** A detached proof of DIGEST with these steps. */
const proofOf = (...steps: Uint8Array[]) => Buffer.concat([MAGIC, Buffer.of(1, 8), DIGEST, ...steps]);
const hexOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

describe('a proof of OpenTimestamps', () => {
  it('EVI-07 is read as the reference implementation reads it: to the Merkle root of a block', () => {
    const proof = readProof(HELLO_WORLD.proof);
    expect(hexOf(proof.digest)).toBe(hexOf(sha256(Buffer.from(HELLO_WORLD.file))));
    const { height, root } = HELLO_WORLD.block;
    expect(blocksOf(proof).map((one) => [one.height, hexOf(one.root)])).toEqual([[height, root]]);
    expect(promisesOf(proof)).toEqual([]);
    expect(writeProof(proof).equals(HELLO_WORLD.proof)).toBe(true);
  });

  it('EVI-07 is read with its promises, and with attestations that nobody knows, which show nothing', () => {
    const proof = readProof(TWO_NOTARIES.proof);
    expect(hexOf(proof.digest)).toBe(TWO_NOTARIES.digest);
    expect(promisesOf(proof).map(({ uri, message }) => ({ uri, message: hexOf(message) }))).toEqual([
      TWO_NOTARIES.promise,
    ]);
    expect(blocksOf(proof)).toEqual([]);
    expect(writeProof(proof).equals(TWO_NOTARIES.proof)).toBe(true);
  });

  it('EVI-07 leads to a block whose header has that Merkle root and shows work', () => {
    // The first block has one transaction, so its hash is the root: a proof of that transaction, with the real header.
    const proof = readProof(
      Buffer.concat([MAGIC, Buffer.of(1, 8), sha256(FIRST_BLOCK.transaction), Buffer.of(8), block(0)]),
    );
    const [named] = blocksOf(proof);
    if (named === undefined) throw new Error('expected a block');
    expect(headerOfBlock(named, FIRST_BLOCK.header)).toMatchObject({
      hash: FIRST_BLOCK.hash,
      time: new Date('2009-01-03T18:15:05Z'),
    });
    expect(headerOfBlock(named, LATER_BLOCK.header)).toMatch(/expected the Merkle root/);
    const [other] = blocksOf(readProof(HELLO_WORLD.proof));
    expect(other && headerOfBlock(other, FIRST_BLOCK.header)).toMatch(/block 358391: expected the Merkle/);
  });

  it('keeps a promise beside what it brought, and adds nothing twice', () => {
    const pending = readProof(proofOf(Buffer.of(8), promise(URI)));
    const message = sha256(DIGEST);
    const known = readTimestamp(Buffer.concat([Buffer.of(8), block(7)]), message);
    const upgraded = upgrade(pending, message, known);
    expect(blocksOf(upgraded).map(({ height, root }) => [height, hexOf(root)])).toEqual([
      [7, hexOf(sha256(message))],
    ]);
    expect(promisesOf(upgraded)).toHaveLength(1);
    expect(
      writeProof(upgraded).equals(proofOf(Buffer.of(8, 0xff), promise(URI), Buffer.of(8), block(7))),
    ).toBe(true);
    expect(upgrade(upgraded, message, known).timestamp).toBe(upgraded.timestamp);
    // What is known of another message is not of this one.
    expect(upgrade(pending, DIGEST, readTimestamp(block(7), DIGEST)).timestamp).toEqual(pending.timestamp);
  });

  it.each<[string, Uint8Array, RegExp]>([
    ['has another beginning', Buffer.from('PK'.repeat(20)), /something else/],
    [
      'is of a later version',
      Buffer.concat([MAGIC, Buffer.of(2, 8), DIGEST, block(1)]),
      /version 1, found 2/,
    ],
    [
      'is of a SHA-1',
      Buffer.concat([MAGIC, Buffer.of(1, 2), DIGEST, block(1)]),
      /SHA-256 of a file, found another/,
    ],
    ['goes on after its end', proofOf(block(1), Buffer.of(0)), /1 more bytes/],
    ['is cut off', HELLO_WORLD.proof.subarray(0, -1), /cut off/],
    ['has an operation that is not computed', proofOf(Buffer.of(0x67), block(1)), /keccak256, which is not/],
    ['has an operation that nobody knows', proofOf(Buffer.of(0x42), block(1)), /unknown operation 66/],
    ['puts nothing to the message', proofOf(Buffer.of(0xf0, 0), block(1)), /found none/],
    [
      'makes the message too long',
      proofOf(Buffer.of(0xf0), sized(Buffer.alloc(4096)), block(1)),
      /4096 bytes/,
    ],
    ['has too many steps', proofOf(Buffer.alloc(256, 8), block(1)), /256 steps/],
    [
      'has too many ends',
      proofOf(...Array(64).fill(Buffer.concat([Buffer.of(0xff), block(1)])), block(1)),
      /64 ends/,
    ],
    ['is too large', Buffer.alloc(33 * 1024), /32768 bytes/],
    ['promises with a login', proofOf(promise('https://a@b.example')), /letters, digits/],
    ['promises at great length', proofOf(promise('a'.repeat(1001))), /up to 1000/],
    [
      'names a block with more to it',
      proofOf(Buffer.from('000588960d73d719010201ff', 'hex')),
      /1 more bytes/,
    ],
    ['names no block', proofOf(Buffer.from('000588960d73d7190106ffffffffff7f', 'hex')), /larger one/],
  ])('is refused where it %s', (_, bytes, reason) => {
    expect(() => readProof(bytes)).toThrow(reason);
  });
});

describe('the header of a block', () => {
  it('is read with its hash and time', () => {
    expect(readHeader(LATER_BLOCK.header)).toMatchObject({ hash: LATER_BLOCK.hash });
    expect(BITCOIN_LIMIT.toString(16)).toBe(`ffff${'0'.repeat(52)}`);
  });

  it('EVI-07 is refused without the work that its own target asks for, or with a target that Bitcoin never took', () => {
    const changed = Buffer.from(FIRST_BLOCK.header);
    changed[76] = (changed[76] ?? 0) ^ 1;
    expect(readHeader(changed)).toMatch(/no work was done/);
    expect(readHeader(FIRST_BLOCK.header.subarray(0, 79))).toMatch(/80 bytes, found 79/);
    const chain = new BlockChain();
    const easy = chain.headers.get(chain.mine(DIGEST, new Date())) ?? Buffer.alloc(0);
    expect(readHeader(easy)).toMatch(/target that Bitcoin takes/);
    expect(readHeader(easy, TEST_LIMIT)).toMatchObject({ root: DIGEST });
    for (const bits of [0, 0x1d80ffff, 0xff00ffff]) {
      const header = Buffer.from(FIRST_BLOCK.header);
      header.writeUInt32LE(bits, 72);
      expect(readHeader(header)).toMatch(/target that Bitcoin takes/);
    }
  });
});

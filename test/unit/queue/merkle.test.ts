import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { inclusionPath, leafHash, rootOfPath, treeRoot } from '../../../queue/log/index.ts';
import { leafHashes } from '../../../queue/log/merkle.ts';
import { fc } from '../../support/properties.ts';

const leavesOf = (count: number) => Array.from({ length: count }, (_, at) => leafHash(`leaf ${at}`));

describe('tree of commitments', () => {
  it('gives the hash of nothing for no leaves (RFC 6962, 2.1)', () => {
    expect(treeRoot([]).toString('hex')).toBe(createHash('sha256').digest('hex'));
  });

  // Known answers of the reference test data of RFC 6962 logs: leaves "", 00, 10, 2021.
  it('gives the known roots', () => {
    const leaves = ['', '00', '10', '2021'].map((hex) => leafHash(Buffer.from(hex, 'hex')));
    expect(treeRoot(leaves.slice(0, 1)).toString('hex')).toBe(
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
    );
    expect(treeRoot(leaves.slice(0, 2)).toString('hex')).toBe(
      'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
    );
    expect(treeRoot(leaves.slice(0, 3)).toString('hex')).toBe(
      'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
    );
    expect(treeRoot(leaves).toString('hex')).toBe(
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    );
  });

  it('hashes many leaves as it hashes each', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 60 });
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 20 }), (texts) => {
        const salts = createHash('sha512').update(texts.join()).digest().subarray(0, 3);
        const block = Buffer.concat(texts.map(() => salts));
        const each = texts.map((one) => leafHash(salts, one.toWellFormed()));
        expect(leafHashes(block, texts).equals(Buffer.concat(each))).toBe(true);
      }),
    );
    expect(leafHashes(new Uint8Array(), [])).toHaveLength(0);
  });

  it('proves every leaf of every size, and no other', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 130 }), fc.nat(), (size, pick) => {
        const leaves = leavesOf(size);
        const index = pick % size;
        const path = inclusionPath(leaves, index);
        const leaf = leaves[index] ?? Buffer.alloc(0);
        expect(rootOfPath(leaf, index, size, path).equals(treeRoot(leaves))).toBe(true);
        expect(rootOfPath(leafHash('another'), index, size, path).equals(treeRoot(leaves))).toBe(false);
        expect(path.length).toBeLessThanOrEqual(Math.ceil(Math.log2(size)));
      }),
    );
  });
});

import { describe, expect, it } from 'vitest';
import { isConsistent } from '../../../queue/log/consistency.ts';
import { Frontier } from '../../../queue/log/frontier.ts';
import { HASH_BYTES, inclusionPath, leafHash, rootOfBlock, treeRoot } from '../../../queue/log/merkle.ts';
import { levelsOf, nodesIn, TILE_WIDTH, type Tile, tilePath, tilesOf } from '../../../queue/log/tiles.ts';
import { consistencyProof, inclusionProof, rootAt } from '../../../queue/log/tree.ts';
import { fc } from '../../support/properties.ts';

const LEAVES = Array.from({ length: 70_000 }, (_, at) => leafHash(`leaf ${at}`));

/** Tiles of the first leaves, computed level by level. */
function tileReader(size: number): (tile: Tile) => Promise<Buffer> {
  const levels: Buffer[][] = [LEAVES.slice(0, size)];
  for (let below = levels[0] ?? []; below.length >= TILE_WIDTH; below = levels.at(-1) ?? []) {
    levels.push(
      Array.from({ length: Math.floor(below.length / TILE_WIDTH) }, (_, n) =>
        rootOfBlock(Buffer.concat(below.slice(n * TILE_WIDTH, (n + 1) * TILE_WIDTH))),
      ),
    );
  }
  return async ({ level, n, width }) =>
    Buffer.concat(levels[level]?.slice(n * TILE_WIDTH, n * TILE_WIDTH + width) ?? []);
}

const nodes = (size: number) => nodesIn(tileReader(size), size);
const headAt = (size: number) => ({ size, root: treeRoot(LEAVES.slice(0, size)) });
const sizes = fc.oneof(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 200, max: 1200 }));

describe('tree of the log', () => {
  it('LOG-03 gives the known root of the eight leaves of RFC 6962 test data', async () => {
    const data = [
      '',
      '00',
      '10',
      '2021',
      '3031',
      '40414243',
      '5051525354555657',
      '606162636465666768696a6b6c6d6e6f',
    ];
    const tree = new Frontier();
    for (const hex of data) tree.push(leafHash(Buffer.from(hex, 'hex')));
    expect(tree.root().toString('hex')).toBe(
      '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
    );
    expect(new Frontier().root().toString('hex')).toBe(
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    );
  });

  it('LOG-03 is the same from tiles, leaf by leaf and as a whole', async () => {
    await fc.assert(
      fc.asyncProperty(sizes, async (size) => {
        const tree = new Frontier();
        for (const leaf of LEAVES.slice(0, size)) tree.push(leaf);
        expect(tree.root().equals(headAt(size).root)).toBe(true);
        expect((await rootAt(nodes(size), size)).equals(headAt(size).root)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('tells of each subtree that a leaf completes', () => {
    const tree = new Frontier();
    const full: string[] = [];
    LEAVES.slice(0, 8).forEach((leaf) => {
      tree.push(leaf, (height, index, root) => {
        const own = LEAVES.slice(index * 2 ** height, (index + 1) * 2 ** height);
        expect(treeRoot(own).equals(root)).toBe(true);
        full.push(`${height}/${index}`);
      });
    });
    expect(full).toEqual(['1/0', '1/1', '2/0', '1/2', '1/3', '2/1', '3/0']);
  });

  it('LOG-05 proves a leaf out of tiles as out of all leaves', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 1200 }), fc.nat(), async (size, pick) => {
        const index = pick % size;
        const path = await inclusionProof(nodes(size), index, size);
        expect(path).toEqual(inclusionPath(LEAVES.slice(0, size), index));
      }),
      { numRuns: 60 },
    );
  });

  it('LOG-06 proves that a tree continues an earlier one, and no other', async () => {
    await fc.assert(
      fc.asyncProperty(sizes, sizes, fc.nat(), async (one, other, pick) => {
        const [old, size] = [Math.min(one, other), Math.max(one, other)];
        const proof = await consistencyProof(nodes(size), old, size);
        expect(isConsistent(headAt(old), headAt(size), proof)).toBe(true);
        if (old === 0 || old === size) return;
        const bent = proof.map((hash) => Buffer.from(hash));
        const at = pick % (bent.length * HASH_BYTES * 8);
        const hash = bent[Math.floor(at / (HASH_BYTES * 8))] ?? Buffer.alloc(HASH_BYTES);
        const byte = Math.floor(at / 8) % HASH_BYTES;
        hash[byte] = (hash[byte] ?? 0) ^ (1 << (at % 8));
        expect(isConsistent(headAt(old), headAt(size), bent)).toBe(false);
        expect(isConsistent(headAt(old), headAt(size), proof.slice(1))).toBe(false);
        expect(isConsistent(headAt(old), headAt(size), [...proof, leafHash('more')])).toBe(false);
        expect(isConsistent({ size: old, root: leafHash('another') }, headAt(size), proof)).toBe(false);
        expect(isConsistent(headAt(size), headAt(old), proof)).toBe(false);
      }),
      { numRuns: 150 },
    );
  });

  it('lies in tiles as C2SP tlog-tiles lays it out', () => {
    expect(tilePath(0, { n: 1_234_067, width: 256 })).toBe('tile/0/x001/x234/067');
    expect(tilePath('entries', { n: 273, width: 112 })).toBe('tile/entries/273.p/112');
    const widths = (level: number) => [...tilesOf(70_000, level)].map(({ width }) => width);
    expect(levelsOf(70_000)).toBe(3);
    expect([widths(0).length, widths(0).at(-1)]).toEqual([274, 112]);
    expect(widths(1)).toEqual([256, 17]);
    expect(widths(2)).toEqual([1]);
    expect([...tilesOf(256, 1)]).toEqual([{ level: 1, n: 0, width: 1 }]);
    expect(levelsOf(0)).toBe(0);
  });

  it('asks for a handful of tiles, however many leaves there are', async () => {
    let asked = 0;
    const read = tileReader(70_000);
    const counted = nodesIn((tile) => {
      asked += 1;
      return read(tile);
    }, 70_000);
    await inclusionProof(counted, 12_345, 70_000);
    expect(asked).toBeLessThanOrEqual(6);
  });
});

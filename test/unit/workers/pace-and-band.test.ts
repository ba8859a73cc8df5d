import { describe, expect, it } from 'vitest';
import { boundsOf, nextInterval } from '../../../workers/handlers/pace.ts';
import { fewestExpected } from '../../../workers/handlers/volume-band.ts';

describe('the fewest posts to expect', () => {
  it.each([
    ['nothing is said before five rounds', [20, 20, 20, 20], null],
    ['half of what never changes', [20, 20, 20, 20, 20], 10],
    ['one odd round changes nothing', [20, 20, 20, 20, 20, 0, 500], 10],
    ['a steady source with small swings', [18, 20, 22, 19, 21], 10],
    ['a source that swings widely expects little', [4, 20, 12, 1, 16, 30], 0],
    ['a source that is often empty expects nothing', [0, 0, 3, 0, 1], 0],
    ['an even number of rounds', [8, 8, 10, 10, 8, 10], 4],
    ['one post a page may become none', [1, 1, 1, 1, 1], 0],
  ])('%s', (_what, counts, fewest) => {
    expect(fewestExpected(counts)).toBe(fewest);
  });
});

describe('the pace of a source', () => {
  const free = { everySeconds: 400, fastestSeconds: 100, slowestSeconds: 1000 };
  it('begins at everySeconds, halves with posts, grows by a quarter without', () => {
    expect(nextInterval(free, null, true)).toBe(200);
    expect(nextInterval(free, 200, true)).toBe(100);
    expect(nextInterval(free, 100, true)).toBe(100);
    expect(nextInterval(free, 400, false)).toBe(500);
    expect(nextInterval(free, 900, false)).toBe(1000);
  });

  it('does not move without bounds, and never past one on the wrong side', () => {
    expect(nextInterval({ everySeconds: 400 }, 400, true)).toBe(400);
    expect(nextInterval({ everySeconds: 400 }, 400, false)).toBe(400);
    expect(boundsOf({ everySeconds: 400, fastestSeconds: 900, slowestSeconds: 60 })).toEqual({
      fastest: 400,
      slowest: 400,
    });
  });
});

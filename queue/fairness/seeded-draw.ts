/**
 * Numbers of [0, 1) that follow from a seed (Mulberry32), for intervals that are drawn: whoever has the same records finds the
 * same figures to the last digit. Nothing that has to be unforeseeable may use it.
 */
export function seededDraw(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

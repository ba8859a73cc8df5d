import type { Normalised } from './normalise.ts';
import { SPACE } from './signs.ts';

/** Writes spaces over a range, all at the offset where it begins. */
export function blank({ units, from, to }: Normalised, start: number, end: number): void {
  const offset = to[start - 1] ?? 0;
  units.fill(SPACE, start, end);
  from.fill(offset, start, end);
  to.fill(offset, start, end);
}

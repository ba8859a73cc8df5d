/** The hash of no unit at all. */
export const FIRST_HASH = 0x811c9dc5;
export const HASH_PRIME = 0x01000193;

/** The hash of the same units with one more. */
export function hashOn(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, HASH_PRIME);
}

/** FNV-1a over units; the table compares letters afterwards, so collisions cost time and never a wrong match. */
export function hashUnits(units: Uint16Array, start: number, end: number): number {
  let hash = FIRST_HASH;
  for (let i = start; i < end; i += 1) hash = Math.imul(hash ^ (units[i] ?? 0), HASH_PRIME);
  return hash | 0;
}

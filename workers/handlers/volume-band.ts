/** Rounds that the expected volume is learned from, at most and at least. */
export const BAND_ROUNDS = 20;
const MIN_ROUNDS = 5;
/** 1.4826 median absolute deviations estimate one standard deviation of a normal distribution; three are allowed. */
const ALLOWED_DEVIATIONS = 3 * 1.4826;

/**
 * The fewest posts on a source's newest page that are not suspicious, from the counts of its last rounds: the median less
 * three robust standard deviations, and never more than half the median, because a source that always showed twenty posts
 * has no deviation at all. One odd round moves neither number. Sources that are often empty have 0: then nothing is
 * suspicious.
 * @returns `null` while there are fewer than five rounds
 */
export function fewestExpected(counts: readonly number[]): number | null {
  if (counts.length < MIN_ROUNDS) return null;
  const middle = median(counts);
  const deviation = median(counts.map((count) => Math.abs(count - middle)));
  return Math.max(0, Math.floor(Math.min(middle / 2, middle - ALLOWED_DEVIATIONS * deviation)));
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? 0;
  const lower = sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
  return (upper + lower) / 2;
}

/** Wilson score interval for a proportion at 95 % (Wilson 1927), as percentages. */
export function wilson(hits: number, of: number): { low: number; high: number } {
  if (of === 0) return { low: 0, high: 100 };
  const z = 1.96;
  const share = hits / of;
  const denominator = 1 + (z * z) / of;
  const centre = share + (z * z) / (2 * of);
  const spread = z * Math.sqrt((share * (1 - share)) / of + (z * z) / (4 * of * of));
  return {
    low: Math.max(0, (100 * (centre - spread)) / denominator),
    high: Math.min(100, (100 * (centre + spread)) / denominator),
  };
}

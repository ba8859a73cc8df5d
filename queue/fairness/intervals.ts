import type { Gap, Interval, Share } from '../contracts/fairness.ts';

/** Of the standard normal distribution: 95 % lie within. */
const Z_95 = 1.959964;

export function shareOf(hits: number, n: number): Share {
  return { n, hits, share: n === 0 ? null : hits / n, interval: wilson(hits, n) };
}

/**
 * Wilson's score interval, which is honest for few cases too.
 * @param n may be an effective size, and so no whole number
 * @param z how wide, in standard deviations
 */
export function wilson(hits: number, n: number, z = Z_95): Interval | null {
  if (n <= 0) return null;
  const share = hits / n;
  const middle = share + (z * z) / (2 * n);
  const spread = z * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n));
  const scale = 1 + (z * z) / n;
  return [Math.max(0, (middle - spread) / scale), Math.min(1, (middle + spread) / scale)];
}

/** Cases of two kinds of content: hits and all, of the one and of the other. */
export interface Pair {
  readonly hits: number;
  readonly n: number;
  readonly otherHits: number;
  readonly otherN: number;
}

/** The gap with all cases put together, after Newcombe (1998, method 10: from two intervals of Wilson). */
export function pooledGap({ hits, n, otherHits, otherN }: Pair, z = Z_95): Gap | null {
  const own = wilson(hits, n, z);
  const other = wilson(otherHits, otherN, z);
  if (own === null || other === null) return null;
  const [p, q] = [hits / n, otherHits / otherN];
  const value = p - q;
  return {
    value,
    interval: [value - Math.hypot(p - own[0], other[1] - q), value + Math.hypot(own[1] - p, q - other[0])],
  };
}

/**
 * The gap within strata, such as sources, put together after Mantel and Haenszel with the variance of Sato (1989): what differs
 * only because the two kinds of content come from different places is no gap here.
 * Where nothing or everything was hit in each stratum the variance is none, though few cases tell little: then as wide as the
 * gap of all those strata put together.
 * @returns `null` where no stratum has both kinds
 */
export function conditionedGap(strata: readonly Pair[], z = Z_95): Gap | null {
  let weight = 0;
  let gap = 0;
  let p = 0;
  let q = 0;
  const shared = strata.filter(({ n, otherN }) => n > 0 && otherN > 0);
  for (const { hits: x, n, otherHits: y, otherN: m } of shared) {
    const all = n + m;
    weight += (n * m) / all;
    gap += (x * m - y * n) / all;
    p += (n * n * y - m * m * x + (n * m * (m - n)) / 2) / (all * all);
    q += (x * (m - y) + y * (n - x)) / (2 * all);
  }
  if (weight === 0) return null;
  const value = gap / weight;
  const variance = value * p + q;
  const even = z * (Math.sqrt(Math.max(0, variance)) / weight);
  const [below, above] = variance > 0 ? [even, even] : pooledSpread(shared, z);
  return { value, interval: [Math.max(-1, value - below), Math.min(1, value + above)] };
}

/** How far the interval of the pooled gap reaches to either side. */
function pooledSpread(strata: readonly Pair[], z: number): [below: number, above: number] {
  const sum = (of: keyof Pair) => strata.reduce((total, stratum) => total + stratum[of], 0);
  const pooled = pooledGap(
    { hits: sum('hits'), n: sum('n'), otherHits: sum('otherHits'), otherN: sum('otherN') },
    z,
  );
  if (pooled === null) return [0, 0];
  return [pooled.value - pooled.interval[0], pooled.interval[1] - pooled.value];
}

/**
 * The quantile of the standard normal distribution, by bisection of its distribution function (Abramowitz and Stegun 26.2.17,
 * within 7.5e-8): asked for a few times a day.
 * @param probability above 0.5 and below 1
 */
export function normalQuantile(probability: number): number {
  let [low, high] = [0, 9];
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2;
    if (normalBelow(middle) < probability) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

const SERIES = [0.31938153, -0.356563782, 1.781477937, -1.821255978, 1.330274429];

/** The share of the standard normal distribution below `z`, which is not negative. */
function normalBelow(z: number): number {
  const t = 1 / (1 + 0.2316419 * z);
  let sum = 0;
  for (let at = SERIES.length - 1; at >= 0; at -= 1) sum = (sum + (SERIES[at] ?? 0)) * t;
  return 1 - (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * sum;
}

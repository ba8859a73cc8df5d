import type { Agreement } from '../contracts/control.ts';

/** Of the standard normal distribution: 95 % lie within. */
const Z = 1.959964;

/** A share of right answers with Wilson's interval, which is honest for few answers too. */
export function agreementOf(n: number, right: number): Agreement {
  if (n === 0) return { n, right, interval: null };
  const share = right / n;
  const middle = share + (Z * Z) / (2 * n);
  const spread = Z * Math.sqrt((share * (1 - share)) / n + (Z * Z) / (4 * n * n));
  const scale = 1 + (Z * Z) / n;
  return {
    n,
    right,
    interval: [Math.max(0, (middle - spread) / scale), Math.min(1, (middle + spread) / scale)],
  };
}

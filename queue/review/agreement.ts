import type { Agreement } from '../contracts/control.ts';
import { wilson } from '../fairness/intervals.ts';

/** A share of right answers with Wilson's interval, which is honest for few answers too. */
export function agreementOf(n: number, right: number): Agreement {
  return { n, right, interval: wilson(right, n) };
}

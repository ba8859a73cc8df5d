import { createRequire } from 'node:module';
import type * as Phones from 'libphonenumber-js/min';

let plans: typeof Phones | undefined;

/**
 * The world's telephone numbering plans, loaded when the first number is read: their modules would cost every start twenty
 * milliseconds, and scoring needs none of them.
 */
export function numberingPlans(): typeof Phones {
  plans ??= createRequire(import.meta.url)('libphonenumber-js/min') as typeof Phones;
  return plans;
}

import type { Signal } from '../assessment.ts';
import { isProtectionKind } from '../categories.ts';
import { saidBefore } from './said-before.ts';

/**
 * Each rule counts once, by its first signal that counts at all, so that repeating a word earns nothing; and the same words
 * count once in each category, by the heaviest rule that found them: "two seats left" is said once, however many rules
 * find it. Signs of a person at risk weigh nothing for or against an offer and are left out, and so is what stands in
 * quotation marks. What a rule on hold found counts for nothing and is said all the same: where it gave way to others, two
 * lighter ones could weigh more than it did, and a hold would add.
 */
export function countedOf(signals: readonly Signal[], told = signals): readonly Signal[] {
  const counted: string[] = [];
  const said = saidBefore(told);
  return signals.filter((own) => {
    if (own.weight === 0 || isProtectionKind(own.category) || counted.includes(own.rule)) return false;
    if (said.has(own)) return false;
    counted.push(own.rule);
    return true;
  });
}

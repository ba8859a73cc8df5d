import type { Pack } from '../schema.ts';
import { isTried } from './shadow-rules.ts';

/** Every invented post of the packs, each once, in order: what rules must find, what they must leave alone, and whole posts. */
export function exampleTexts(packs: readonly Pack[]): readonly string[] {
  const shown = packs.flatMap(({ rules, examples, cases }) => [
    ...rules.filter(isTried).flatMap((rule) => [...rule.examples.match, ...rule.examples.reject]),
    ...Object.values(examples ?? {}).flatMap(({ match, reject }) => [...match, ...reject]),
    ...cases.map(({ text }) => text),
  ]);
  return [...new Set(shown)];
}

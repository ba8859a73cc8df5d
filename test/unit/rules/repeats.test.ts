import { describe, expect, it } from 'vitest';
import { createMatching } from '../../../rules/match/matching.ts';
import { eachHit } from '../../../rules/match/repeats.ts';
import { shippedRules } from './shipped-packs.ts';

const compiled = await shippedRules();
const matching = createMatching(compiled);

/** The rules that find something in a text again and again, with the language of each, and how many hits are kept for them. */
function foundIn(text: string): {
  readonly told: ReadonlyMap<string, readonly number[]>;
  readonly kept: number;
} {
  matching.hear(text);
  matching.askRules();
  const told = new Map<string, number[]>();
  eachHit(matching.found, ({ start }, index) => {
    const rule = `${compiled.rules[index]?.id} ${compiled.rules[index]?.language}`;
    told.set(rule, [...(told.get(rule) ?? []), start]);
  });
  return { told, kept: matching.found.hits.length };
}

describe('a word that many languages list', () => {
  it.each(['dm ', 'cv '])('is kept once, and told of each of them: %s', (word) => {
    const few = foundIn(word.repeat(16));
    const many = foundIn(word.repeat(64));
    expect(few.told.size).toBeGreaterThan(10);
    expect([...many.told.keys()]).toEqual([...few.told.keys()]);
    for (const [rule, starts] of many.told) {
      const own = few.told.get(rule) ?? [];
      expect(starts.slice(0, own.length - 1), rule).toEqual(own.slice(0, -1));
      expect(starts, rule).toEqual(starts.toSorted((a, b) => a - b));
    }
    expect(many.kept * 4).toBeLessThan([...many.told.values()].flat().length);
  });

  it('is forgotten with its post', () => {
    foundIn('dm '.repeat(64));
    expect(foundIn('nothing of the kind')).toEqual({ told: new Map(), kept: 0 });
  });
});

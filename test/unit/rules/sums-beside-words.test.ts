import { describe, expect, it } from 'vitest';
import { compileRules, createScorer, type Signal } from '../../../rules/index.ts';
import { packYaml, parsed, ruleYaml } from './pack-sources.ts';

/** A rule of a sum that stands beside words, in a pack that knows the euro. */
function rule(more: string): string {
  return ruleYaml({ id: 'en.seeker.test', category: 'seeker', more }).replace(/ {4}terms: .*\n/, '');
}

const HEAD = `language: en
about: A pack for tests
rates: { EUR: 1 }
money:
  currencies: { EUR: ["euro", "euros"] }
  multipliers: { "1000": ["thousand"] }
`;

function pack(more: string) {
  return parsed({ 'en.yml': packYaml([rule(more)], HEAD) });
}

const BESIDE = `    price: { atLeast: 90 }
    with: [["i have", "we saved"]]
    within: 2
    without: ["seats"]
`;

describe('a sum beside words', () => {
  const { located, faults } = pack(BESIDE);
  const scorer = createScorer(compileRules(located.map((one) => one.pack)), { release: null });
  const found = (text: string): readonly string[] =>
    scorer.score({ text }).counterSignals.map(({ start, end }: Signal) => text.slice(start, end));

  it('is a rule that any pack can have', () => expect(faults).toEqual([]));

  it.each([
    ['I have 2000 euro for the way', '2000 euro'],
    ['for the way I have 2000 euro', '2000 euro'],
    ['1500 euro we saved', '1500 euro'],
  ])('is found in %j', (text, sum) => expect(found(text)).toEqual([sum]));

  it.each([
    ['no word stands near it', '2000 euro for the way'],
    ['the word stands too far off', 'I have never in my life seen 2000 euro'],
    ['the sum is too small', 'I have 20 euro'],
    ['the number is no sum', 'I have 2000 friends'],
    ['something takes it back', 'I have 2000 euro seats'],
  ])('is not found where %s', (_why, text) => expect(found(text)).toEqual([]));

  it('asks for something that words stand near', () => {
    const faultsOfNothing = pack(
      '    patterns: [{ match: "x", gate: digit }]\n    with: [["i have"]]\n',
    ).faults;
    expect(faultsOfNothing.map(({ code }) => code)).toContain('rules.companion-without-terms');
  });
});

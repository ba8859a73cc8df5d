import { describe, expect, it } from 'vitest';
import { lintPacks } from '../../../rules/index.ts';
import { packYaml, parsed, ruleYaml } from './pack-sources.ts';

function linesOf(files: Readonly<Record<string, string>>) {
  return lintPacks(parsed(files)).map(({ file, line, column, code }) => `${file}:${line}:${column} ${code}`);
}

describe('what lint says of a file with a fault', () => {
  it('tells what is doubtful in its words all the same, in the rule with the fault and in others', () => {
    const faulty = ruleYaml({ weight: 55, terms: '["syrian driver", "we take you"]' });
    const sound = ruleYaml({ id: 'en.provider.more', terms: '["WE take you", "kurdish guide"]' });
    expect(linesOf({ 'en.yml': packYaml([faulty, sound]) })).toEqual([
      'en.yml:9:13 rules.invalid',
      'en.yml:10:13 rules.protected-trait',
      'en.yml:27:13 rules.duplicate-term',
      'en.yml:27:28 rules.protected-trait',
    ]);
  });

  it('names the place of what stands behind a part with a fault', () => {
    const words =
      'language: en\nabout: Words\nwords:\n  provides: ["...", "we*", "fine words", "kurdish guide"]\n';
    const concepts =
      'language: shared\nabout: Concepts\nconcepts: [{ name: provides, means: "We take you.", not: "" }]\n';
    expect(linesOf({ 'concepts.yml': concepts, 'en/words.yml': words })).toEqual([
      'en/words.yml:4:14 rules.bad-term',
      'en/words.yml:4:21 rules.bad-term',
      'en/words.yml:4:42 rules.protected-trait',
    ]);
  });

  it('looks behind whole rules that are none, unknown keys and a language that is none', () => {
    const head = 'language: English\nabout: A pack for tests\nwhat: is this\n';
    const pack = packYaml(['  - nothing\n', ruleYaml({ terms: '["kurdish guide"]' })], head);
    expect(linesOf({ 'en/a.yml': pack })).toEqual([
      'en/a.yml:1:11 rules.invalid',
      'en/a.yml:3:1 rules.unknown-key',
      'en/a.yml:5:5 rules.invalid',
      'en/a.yml:12:13 rules.protected-trait',
    ]);
  });

  it('tells parts that do not agree together with too few examples and words that name a people', () => {
    const rule = ruleYaml({
      category: 'distress',
      weight: 4,
      terms: '["kurdish guide"]',
      match: '["kurdish guide", "a kurdish guide"]',
    });
    expect(linesOf({ 'en.yml': packYaml([rule]) })).toEqual([
      'en.yml:9:13 rules.weighted-protection',
      'en.yml:10:13 rules.protected-trait',
      'en.yml:19:7 rules.missing-examples',
    ]);
  });

  it('says nothing twice: of a part with a fault nothing else is told', () => {
    const rule = ruleYaml({ match: '["we take you"]', status: 'alive' }).replace(/gloss: .*/, 'gloss: 7');
    expect(linesOf({ 'en.yml': packYaml([rule]) })).toEqual([
      'en.yml:6:13 rules.invalid',
      'en.yml:14:12 rules.invalid',
      'en.yml:19:14 rules.invalid',
    ]);
  });

  it('calls no example missing while a file that may have it cannot be read', () => {
    const shared = ruleYaml({ id: 'shared.provider.takes', languages: 'all', terms: '["@provides"]' });
    const head =
      'language: shared\nabout: Concepts\nconcepts: [{ name: provides, means: "We take you.", not: "" }]\n';
    const files = {
      'en/words.yml': 'language: en\nabout: Words\nwords:\n  provides: ["we carry you"]\n',
      'shared.yml': packYaml([shared], head),
    };
    expect(linesOf(files)).toEqual(['en/words.yml:1:11 rules.missing-examples']);
    expect(linesOf({ ...files, 'en/examples.yml': 'language: [' })).toEqual([
      'en/examples.yml:1:12 rules.syntax',
    ]);
  });
});

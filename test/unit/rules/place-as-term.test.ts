import { describe, expect, it } from 'vitest';
import { lintPacks } from '../../../rules/index.ts';
import { packYaml, parsed, ruleYaml } from './pack-sources.ts';

const CONCEPTS = `language: shared
about: Concepts for tests
concepts:
  - { name: provides, means: "We take you.", not: "" }
  - { name: from, means: "From.", not: "" }
  - { name: to, means: "To.", not: "" }
`;
const PLACES =
  'language: en\nabout: Places\nplaces: [{ language: en, suffixes: [wards], in: { SY: ["Syria"], ER: ["Eritrea"] } }]\n';

/** What is found in words that a rule of this weight looks for. */
function found(terms: readonly string[], weight = 5, category = 'provider'): readonly string[] {
  const rule = ruleYaml({
    ...{ id: `shared.${category}.takes`, category, weight },
    ...{ languages: 'all', terms: '["@provides"]' },
  });
  const files = {
    'concepts.yml': packYaml([rule], CONCEPTS),
    'en/places.yml': PLACES,
    'en/words.yml': `language: en\nabout: Words\nwords:\n  from: [from, leaving]\n  to: [to]\n  provides: ${JSON.stringify(terms)}\n`,
  };
  return lintPacks(parsed(files))
    .filter(({ code }) => code === 'rules.place-as-term')
    .map(
      ({ file, line, level, message }) => `${file}:${line} ${level} ${/found "([^"]+)"/.exec(message)?.[1]}`,
    );
}

describe('a place as wording of an offer', () => {
  it.each(['from syria', 'eritrea', 'Eritrea*', 'to Syria', 'syriawards'])('is a fault: %s', (term) => {
    expect(found(['we take you', term])).toEqual([`en/words.yml:6 error ${term}`]);
  });

  it.each(['we go to syria', 'leaving syria', 'from here', 'syria and eritrea'])(
    'is none with a word: %s',
    (term) => {
      expect(found([term])).toEqual([]);
    },
  );

  it('is none where it says little, or speaks against an offer', () => {
    expect(found(['from syria'], 3)).toEqual([]);
    expect(found(['from syria'], 5, 'seeker')).toEqual([]);
  });

  it('is a fault among the terms of a rule, too', () => {
    const rule = ruleYaml({ weight: 5, terms: '["we take you", "eritrea"]' });
    const findings = lintPacks(parsed({ 'en.yml': packYaml([rule]), 'en/places.yml': PLACES }));
    expect(findings).toMatchObject([{ file: 'en.yml', line: 10, column: 28, code: 'rules.place-as-term' }]);
  });
});

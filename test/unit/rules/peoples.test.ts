import { describe, expect, it } from 'vitest';
import { lintPacks } from '../../../rules/index.ts';
import { listedTerms } from '../../../rules/lint/listed-terms.ts';
import { namedTraits } from '../../../rules/lint/named-traits.ts';
import { PEOPLES_BY_LANGUAGE, peoplesIn } from '../../../rules/lint/peoples/index.ts';
import { THINGS_LIKE_PEOPLES } from '../../../rules/lint/protected-traits.ts';
import { CLAUSES } from '../../support/clauses.ts';
import { packYaml, parsed } from './pack-sources.ts';
import { shippedParsed } from './shipped-packs.ts';

const shipped = shippedParsed().located;
const languages = [...new Set(shipped.map(({ pack }) => pack.language))].filter((tag) => tag !== 'shared');

const LETTERS: Readonly<Record<string, RegExp>> = {
  ...of(/^(?:[\p{Script=Arabic}_*]|\p{Mn}|\u200c)+$/u, 'acm apc ar arq ary arz ckb fa prs ps ur'),
  ...of(/^[\p{Script=Cyrillic}'_*]+$/u, 'ru uk'),
  ...of(/^[\p{Script=Devanagari}_*]+$/u, 'hi ne'),
  ...of(/^[\p{Script=Ethiopic}_*]+$/u, 'am ti'),
  bn: /^[\p{Script=Bengali}_*]+$/u,
  el: /^[\p{Script=Greek}_*]+$/u,
  pa: /^[\p{Script=Gurmukhi}_*]+$/u,
  si: /^(?:[\p{Script=Sinhala}_*]|\u200d)+$/u,
  ta: /^[\p{Script=Tamil}_*]+$/u,
  zh: /^\p{Script=Han}+$/u,
};
const LATIN = /^[\p{Script=Latin}\d'_*]+$/u;

function of(letters: RegExp, tags: string): Record<string, RegExp> {
  return Object.fromEntries(tags.split(' ').map((tag) => [tag, letters]));
}

/** Its own people, its neighbours, and those who come through. */
const LEAST_PEOPLES = 35;

describe('peoples', () => {
  it('are told in every language that has words, and in no other', () => {
    expect(Object.keys(PEOPLES_BY_LANGUAGE).toSorted()).toEqual(languages.toSorted());
    expect(languages).toHaveLength(45);
  });

  it('MIN-07 are asked for of a language that no list names: its words for them would be released unseen', () => {
    const pack = (language: string) => packYaml([], `language: ${language}\nabout: A pack for tests\n`);
    const codesOf = (...tags: readonly string[]) => {
      const files = tags.map((tag, at) => [`${at}.yml`, pack(tag)] as const);
      return lintPacks(parsed(Object.fromEntries(files))).map(({ file, line, level, code }) => [
        `${file}:${line}`,
        level,
        code,
      ]);
    };
    expect(codesOf('nl', 'nl', 'bg')).toEqual([
      ['0.yml:1', 'error', 'rules.no-peoples'],
      ['2.yml:1', 'error', 'rules.no-peoples'],
    ]);
    expect(codesOf('shared', 'en', 'acm', 'fa-Latn')).toEqual([]);
    expect(codesOf('und')).toEqual([['0.yml:1', 'error', 'rules.no-peoples']]);
    expect(codesOf('dutch')).toEqual([['0.yml:1', 'error', 'rules.invalid']]);
  });

  it.each(languages)('MIN-07 are listed in %s in its own letters', (language) => {
    const own = peoplesIn(language).filter((people) => (LETTERS[language] ?? LATIN).test(people));
    expect(own.length).toBeGreaterThanOrEqual(LEAST_PEOPLES);
  });

  // What stands for persons in a clause, in the form that it needs there: the first is the word for people, and the last are names.
  it.each(Object.entries(CLAUSES))(
    'MIN-07 would be caught in a list that scores in %s',
    (language, { offer, who }) => {
      const faultsOf = (term: string) => {
        const head = `language: ${language}\nabout: A pack for tests\nwords: { provides: [${JSON.stringify(term)}] }\n`;
        return namedTraits(parsed({ 'words.yml': packYaml([], head) }).located);
      };
      const [people = '', ...others] = who;
      const before = /(\S*)\s*\{who\}/.exec(offer)?.[1] ?? '';
      const named = others.filter((one) => faultsOf(`${before} ${one}`).length > 0);
      expect(named.length, named.join(', ')).toBeGreaterThanOrEqual(4);
      expect(faultsOf(`${before} ${people}`)).toEqual([]);
    },
  );

  it('are a fault of the words list in which they stand, with its place', () => {
    const head = 'language: ne\nabout: A pack for tests\nwords:\n  who-wants: ["फसेका केटा", "फसेका नेपाली*"]\n';
    const faults = lintPacks(parsed({ 'ne.yml': packYaml([], head) })).filter(
      ({ code }) => code === 'rules.protected-trait',
    );
    expect(faults).toMatchObject([{ file: 'ne.yml', line: 4, level: 'error' }]);
  });

  it('stand in names of things only where a list still has those', () => {
    const missing = Object.entries(THINGS_LIKE_PEOPLES).flatMap(([language, things]) => {
      const here = shipped.filter(({ pack }) => pack.language === language);
      const listed = new Set(here.flatMap((one) => listedTerms(one).map(({ term }) => term)));
      return things.filter((thing) => !listed.has(thing));
    });
    expect(missing).toEqual([]);
  });

  it.each([
    ['ru', 'до киргизии'],
    ['kmr', 'ber bi Efxanistan'],
    ['ar', 'بدون عربون'],
    ['hi', 'चीनी और चाय'],
    ['vi', 'qua Trung Quốc'],
    ['ha', 'muna turawa'],
  ])('are no countries, and no words of another meaning in %s', (language, term) => {
    const head = `language: ${language}\nabout: A pack for tests\nwords: { provides: ["${term}"] }\n`;
    expect(namedTraits(parsed({ 'words.yml': packYaml([], head) }).located)).toEqual([]);
  });
});

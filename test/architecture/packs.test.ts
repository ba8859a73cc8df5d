import { describe, expect, it } from 'vitest';
import { CATEGORIES } from '../../rules/index.ts';
import { shippedPacks } from '../unit/rules/shipped-packs.ts';

const packs = shippedPacks();
const languagePacks = packs.filter(({ language }) => language !== 'shared');

describe('the shipped packs', () => {
  it('cover 43 languages and more, each with its own words and places', () => {
    const languagesWith = (part: 'words' | 'places') =>
      new Set(languagePacks.filter((pack) => pack[part] !== undefined).map(({ language }) => language));
    expect(languagesWith('words').size).toBeGreaterThanOrEqual(43);
    // Languages that join another share its places, as they share its words.
    const homes = new Map(languagePacks.flatMap(({ language, joins }) => (joins ? [[language, joins]] : [])));
    const homeless = [...languagesWith('words')].filter(
      (language) => !languagesWith('places').has(homes.get(language) ?? language),
    );
    expect(homeless).toEqual([]);
  });

  it('name no rule of a single language without saying why it is not shared', () => {
    const single = languagePacks
      .flatMap(({ rules }) => rules)
      .filter(({ rationale }) => rationale.length < 30);
    expect(single.map(({ id }) => id)).toEqual([]);
  });

  it('use every id once', () => {
    const ids = packs.flatMap(({ rules }) => rules.map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('set the gate exactly once', () => {
    expect(packs.filter(({ gate }) => gate !== undefined)).toHaveLength(1);
  });

  it('say where a rule comes from, or that a native reader is wanted', () => {
    const unfounded = packs
      .flatMap(({ rules }) => rules)
      .filter(({ evidence, references }) => evidence === 'attested' && references.length === 0);
    expect(unfounded.map(({ id }) => id)).toEqual([]);
  });

  it('name only categories of the closed list', () => {
    expect(packs.flatMap(({ rules }) => rules).every(({ category }) => CATEGORIES.includes(category))).toBe(
      true,
    );
  });

  it('carry only contacts that are visibly fake', () => {
    const texts = packs.flatMap(({ rules, cases }) => [
      ...rules.flatMap(({ examples }) => [...examples.match, ...examples.reject]),
      ...cases.map(({ text }) => text),
    ]);
    const handles = texts.flatMap((text) => text.match(/@\w[\w.]*|(?:wa|t)\.me\/\w+|\+\d[\d ]+/g) ?? []);
    expect(handles.length).toBeGreaterThan(50);
    expect(handles.filter((handle) => !/example|sample|0{2,}/.test(handle))).toEqual([]);
  });
});

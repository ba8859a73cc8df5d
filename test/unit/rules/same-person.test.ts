import { describe, expect, it } from 'vitest';
import { isSamePerson } from '../../../rules/index.ts';

describe('one person under two spellings', () => {
  it.each([
    ['José Núñez', 'jose-nunez'],
    ['İpek Işık', 'ipek-isik'],
    ['Straße', 'strasse'],
    ['Łukasz Ångström', 'lukasz-angstrom'],
    ['Ｒights  Officer.', 'rights-officer'],
    // A space of no width, a soft hyphen, a joiner and a filler, which nobody sees.
    ['A\u200Bna Si\u00ADlva', 'ana-silva'],
    ['an\u200Ca', 'a\u3164na'],
    ['\u0430na-silv\u0430', 'ana-silva'],
    ['\u{1d400}na \u{10400}', 'ana \u{10428}'],
  ])('is who prepared it and who would sign it: %s, %s', (name, id) => {
    expect(isSamePerson(name, id)).toBe(true);
  });

  it.each([
    ['José Núñez', 'josefa-nunez'],
    // Vowels of Devanagari are marks, and no accents.
    ['राम', 'रमा'],
    ['がく', 'かく'],
    // A name of its own, in letters that are all Cyrillic.
    ['Сева', 'Ceba'],
  ])('is not: %s, %s', (name, id) => {
    expect(isSamePerson(name, id)).toBe(false);
  });
});

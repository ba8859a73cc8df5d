import { describe, expect, it } from 'vitest';
import { isSamePerson } from '../../../rules/index.ts';

describe('one person under two spellings', () => {
  it.each([
    ['José Núñez', 'jose-nunez'],
    ['İpek Işık', 'ipek-isik'],
    ['Straße', 'strasse'],
    ['Łukasz Ångström', 'lukasz-angstrom'],
    ['Ｒights  Officer.', 'rights-officer'],
  ])('is who prepared it and who would sign it: %s, %s', (name, id) => {
    expect(isSamePerson(name, id)).toBe(true);
  });

  it.each([
    ['José Núñez', 'josefa-nunez'],
    // Vowels of Devanagari are marks, and no accents.
    ['राम', 'रमा'],
    ['がく', 'かく'],
  ])('is not: %s, %s', (name, id) => {
    expect(isSamePerson(name, id)).toBe(false);
  });
});

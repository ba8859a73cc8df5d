import { expect, it } from 'vitest';
import { uncheckedLanguages, wordingOf } from '../../../bin/cli/wording-of.ts';

const TEXT = { title: 'Boats', gloss: { en: 'a boat' }, benign: 'Sailors.', evidence: 'attested' } as const;
const RULES = {
  texts: new Map([
    ['shared.transport.boat', { ...TEXT, restsOnLanguage: true }],
    ['shared.contact.handle', { ...TEXT, restsOnLanguage: false }],
  ]),
  languages: ['ar', 'en'],
  joins: new Map([['arz', 'ar']]),
  checkedLanguages: ['en'],
};

it('says of what a rule found whether its wording is attested in that language', () => {
  const { rule, ...languages } = wordingOf(RULES);
  expect(languages).toEqual({ checkedLanguages: ['en'], uncheckedLanguages: ['ar', 'arz'] });
  const evidence = (id: string, language?: string) => rule(id, language)?.evidence;
  expect(evidence('shared.transport.boat')).toBe('attested');
  expect(evidence('shared.transport.boat', 'en')).toBe('attested');
  // A language that no pack has words of was checked by nobody.
  for (const language of ['ar', 'arz', 'bg', 'und'])
    expect(evidence('shared.transport.boat', language)).toBe('needs-native-review');
  expect(evidence('shared.contact.handle', 'ar')).toBe('attested');
  expect(rule('shared.contact.handle')).toEqual(TEXT);
  expect(rule('shared.gone', 'en')).toBeUndefined();
});

it('names the languages that nobody checked, varieties among them', () => {
  expect(uncheckedLanguages(RULES)).toEqual(['ar', 'arz']);
});

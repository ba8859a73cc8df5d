import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CLAIMS, DOCUMENT_LANGUAGES } from '../../../workers/bundle/documents/claims.ts';

const FOLDER = join(import.meta.dirname, '../../../workers/bundle/documents');

/** What no document of a bundle may say (EVI-13): that a place served it, who wrote it, that it is true or cannot be doubted. */
const FORBIDDEN = [
  /\b(?:the|their|its) (?:server|site|platform|website) (?:has )?(?:served|sent|showed|published)/i,
  /\b(?:was|were) (?:written|posted|published) by\b/i,
  /\b(?:proves?|guarantees?|certif(?:y|ies)) (?:that|who|the author)/i,
  /\b(?:authentic|genuine|irrefutable|tamper-proof|conclusive)\b/i,
  /\b(?:prouve(?:nt)?|garanti\w*|certifi\w*) (?:que|qui|l’auteur)/i,
  /\b(?:authentique|irréfutable|infalsifiable)\b/i,
  /\b(?:écrit|publié|posté)e?s? par\b/i,
];

const documents = readdirSync(FOLDER).map(
  (name) => [name, readFileSync(join(FOLDER, name), 'utf8')] as const,
);

describe('what bundles claim', () => {
  it('EVI-13 is three things in fixed words, in each language, with its limits', () => {
    for (const language of DOCUMENT_LANGUAGES) {
      const { claims, limits } = CLAIMS[language];
      expect(claims).toHaveLength(3);
      expect(limits.length).toBeGreaterThanOrEqual(3);
    }
    expect(CLAIMS.en.claims.map((claim) => claim.split(':')[0])).toEqual([
      'Recorded by us',
      'Unchanged since',
      'Existed by a time',
    ]);
    expect(CLAIMS.en.limits.join(' ')).toMatch(/who wrote/);
    expect(CLAIMS.fr.limits.join(' ')).toMatch(/qui a écrit/);
  });

  it('EVI-13 is never that a place served it, nor who wrote it', () => {
    const found = documents.flatMap(([name, text]) =>
      FORBIDDEN.flatMap((pattern) => {
        const match = pattern.exec(text.replaceAll(/^\s*(?:\/\/|\*|\/\*\*).*$/gm, ''));
        return match === null ? [] : [`${name}: ${match[0]}`];
      }),
    );
    expect(documents.length).toBeGreaterThan(6);
    expect(found).toEqual([]);
  });

  it.each([
    'This proves that he wrote it.',
    'The server has served this page.',
    'It was posted by the suspect.',
    'An authentic copy.',
    'Ceci prouve que le suspect a écrit.',
    'Une copie authentique.',
  ])('EVI-13 would be told of: %s', (sentence) => {
    expect(FORBIDDEN.some((pattern) => pattern.test(sentence))).toBe(true);
  });
});

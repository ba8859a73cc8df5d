import { describe, expect, it } from 'vitest';
import { ROOMS, sourceFiles, sourceText } from './support/source-files.ts';

/** What has one place, since copies of it would drift apart unseen. Migrations keep the words of their day. */
const PLACES: readonly (readonly [what: string, places: readonly string[], written: RegExp])[] = [
  [
    'an offer that stands',
    ['queue/storage/items.ts'],
    /lane ={1,3} 'review'\s+(?:and|&&)\s[^;(]{0,40}outcome ={1,3} 'offer'/,
  ],
  // The pages have the types of the records alone, and this word by its type.
  [
    'who acted',
    ['queue/contracts/actor.ts', 'dashboard/web/components/fairness-holds.tsx'],
    /'worker:[a-z]+'|'operator:cli'|['`]os:|actor: ['`]/,
  ],
];

const code = sourceFiles(ROOMS)
  .filter((file) => !file.startsWith('queue/storage/migrations/'))
  .map((file) => [file, sourceText(file)] as const);

describe('said in one place', () => {
  it.each(PLACES)('%s', (_, places, written) => {
    expect(code.filter(([, text]) => written.test(text)).map(([file]) => file)).toEqual(places);
  });
});

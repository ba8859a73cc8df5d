import { describe, expect, it } from 'vitest';
import { ReleaseCorrection, ReleaseRequest } from '../../../../queue/contracts/index.ts';

const SPEC = { kind: 'one-off', family: 'posts', rows: 'language', first: '2026-01', last: '2026-03' };
const NAMING = [
  'For the file of +49 151 23456789',
  'All that @coyote_ahmad has written',
  'As asked by a.k@example.org',
];

describe('words that become public with a release', () => {
  it.each(NAMING)('STA-01 name nobody: "%s" is refused', (text) => {
    const words = `${text}, and for a yearbook`;
    for (const found of [
      ReleaseRequest.safeParse({ spec: SPEC, purpose: words }),
      ReleaseCorrection.safeParse({ note: words }),
    ])
      expect(found.error?.issues[0]?.message).toContain('expected words that name nobody');
  });

  it('are what a table is for, and what was wrong with it', () => {
    const purpose = 'A yearbook of languages, 2026-01 to 2026-03';
    expect(ReleaseRequest.parse({ spec: SPEC, purpose }).purpose).toBe(purpose);
    expect(ReleaseCorrection.parse({ note: 'April 2026 had been counted as March.' })).toBeDefined();
  });
});

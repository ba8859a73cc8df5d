import { describe, expect, it } from 'vitest';
import { expectNoCanary } from '../../support/canaries.ts';
import { fc } from '../../support/properties.ts';

const bytes = fc.uint8Array({ maxLength: 12 });
const ENCODINGS = ['utf8', 'hex', 'base64', 'base64url'] as const;

describe('a canary', () => {
  it.each(ENCODINGS)('is found in %s, wherever it stands in what was encoded', (encoding) => {
    // With signs of which some are digits that the two alphabets write differently.
    const canary = fc.string({ unit: 'grapheme-ascii', minLength: 5, maxLength: 24 });
    fc.assert(
      fc.property(bytes, canary, bytes, (before, text, behind) => {
        const dump = Buffer.concat([before, Buffer.from(text), behind]).toString(encoding);
        expect(() => expectNoCanary(dump, [text], 'a dump')).toThrow(`${text} in a dump`);
      }),
      { numRuns: 300 },
    );
  });

  it('is not found where it is not', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2_000 }), (some) => {
        for (const encoding of ENCODINGS)
          expectNoCanary(Buffer.from(some).toString(encoding), ['zilpzalp-canary'], 'noise');
      }),
      { numRuns: 50 },
    );
  });
});

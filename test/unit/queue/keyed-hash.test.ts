import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { keyedHash } from '../../../queue/vault/keyed-hash.ts';
import { fc } from '../../support/properties.ts';

const hmac = (key: Uint8Array, message: string) => createHmac('sha256', key).update(message).digest('hex');

describe('keyed hash', () => {
  it.each([
    [Buffer.alloc(20, 0x0b), 'Hi There', 'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7'],
    [
      Buffer.from('Jefe'),
      'what do ya want for nothing?',
      '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    ],
  ])('is HMAC-SHA-256 by the vectors of RFC 4231 (1 and 2)', (key, message, digest) => {
    expect(keyedHash(key)(message)).toBe(digest);
  });

  it('is that for any message, one after the other, halves of characters included', () => {
    const key = Buffer.alloc(32, 9);
    const hashed = keyedHash(key);
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (message) => {
        expect(hashed(message)).toBe(hmac(key, message));
      }),
    );
    expect(hashed('\ud800 and \udfff')).toBe(hmac(key, '\ud800 and \udfff'));
  });

  it.each([5_439, 5_440, 5_441, 16_320, 16_321, 100_000])(
    'is that for %i characters of any width',
    (length) => {
      const key = Buffer.alloc(32, 9);
      const hashed = keyedHash(key);
      for (const character of ['a', 'é', '€']) {
        const message = character.repeat(length);
        expect(hashed(message)).toBe(hmac(key, message));
        expect(hashed('short')).toBe(hmac(key, 'short'));
      }
    },
  );

  it('refuses a key that is longer than a block', () => {
    expect(() => keyedHash(Buffer.alloc(65))).toThrow('64 bytes');
  });
});

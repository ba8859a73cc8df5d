import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { checkChain } from '../../../queue/custody/index.ts';

describe('a chain of custody out of the files of a stranger', () => {
  const key = generateKeyPairSync('ed25519').publicKey;
  const itemId = 'item:a';
  const link = (number: number) => ({ number, event: Buffer.from('{}'), signature: Buffer.alloc(64) });

  it('EVI-08 has one fault for all that is missing, however many events its record counts', () => {
    const count = Number.MAX_SAFE_INTEGER;
    expect(checkChain([], { itemId, count, key })).toEqual([
      { number: 1, reason: expect.stringContaining(`events 1 to ${count} of ${count}, found none`) },
    ]);
  });

  it('EVI-08 has one fault for all that is missing before a file with a high number', () => {
    const found = checkChain([link(3), link(1e15)], { itemId, count: 3, key });
    expect(found.filter(({ reason }) => reason.includes('gap')).map(({ number }) => number)).toEqual([1, 4]);
    expect(found).toContainEqual({ number: 1e15, reason: 'expected 3 events, found event 1000000000000000' });
  });
});

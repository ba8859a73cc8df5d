import { describe, expect, it } from 'vitest';
import { takeRejection } from '../../../workers/timestamps/ask-for-token.ts';
import { checkToken } from '../../../workers/timestamps/token.ts';

/** What anybody on the way can answer to any request: status 2 (rejection), failure 2 (bad request). */
const MADE_UP = Buffer.from('3009300702010203020520', 'hex');

describe('rejections of time-stamp authorities', () => {
  const rejected = () => checkToken(MADE_UP, { data: Buffer.from('x'), roots: [], nonce: '00' });

  it.each([
    ['http://authority.example/tsr', 'public', false],
    ['http://authority.internal/tsr', 'private', false],
    ['https://authority.example/tsr', 'public', true],
    ['http://127.0.0.1:3161/tsr', 'loopback', true],
  ] as const)(
    'EVI-06 end a stamp only where nobody on the way can have made them up: %s',
    async (url, network, isFinal) => {
      const rejection = await rejected();
      if (typeof rejection === 'string' || 'genTime' in rejection)
        throw new Error('expected a rejection, found something else');
      expect(takeRejection(rejection, { url: new URL(url), network })).toEqual({
        reason: isFinal ? 'bad-request' : 'bad-request, said over plain HTTP',
        isFinal,
      });
    },
  );

  it.each(['http://authority.example/tsr', 'https://authority.example/tsr'])(
    'EVI-06 end no stamp when the authority is only out of order: %s',
    (url) => {
      const answer = takeRejection({ status: 2, failures: [25] }, { url: new URL(url), network: 'public' });
      expect(answer).toEqual({ reason: 'rejected: status 2, failure 25', isFinal: false });
    },
  );
});

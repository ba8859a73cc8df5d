import { describe, expect, it } from 'vitest';
import { nextHop } from '../../../workers/fetch/request-scope.ts';
import { gateOn } from '../../support/gate.ts';

const GATE = gateOn('site.example');
const NO_PORTS = new Set<number>();

describe('a redirect', () => {
  it('may lead from http to https on the same host', () => {
    expect(nextHop(new URL('http://site.example/a'), 'https://site.example/b', GATE, NO_PORTS).href).toBe(
      'https://site.example/b',
    );
  });

  it('never leads from https to http', () => {
    expect(() => nextHop(new URL('https://site.example/a'), 'http://site.example/a', GATE, NO_PORTS)).toThrow(
      expect.objectContaining({
        code: 'source.refused',
        details: expect.objectContaining({ reason: 'downgrade' }),
      }),
    );
  });

  it.each(['/login', '/accounts/login/?next=/a', '/users/sign_in', 'https://sso.other.example/auth/realms'])(
    'to %s is a wall',
    (location) => {
      expect(() => nextHop(new URL('https://site.example/a'), location, GATE, NO_PORTS)).toThrow(
        expect.objectContaining({ code: 'source.blocked' }),
      );
    },
  );

  it.each(['/author/anna', '/blogin/1', '/authors'])('to %s is no wall', (location) => {
    expect(nextHop(new URL('https://site.example/a'), location, GATE, NO_PORTS).pathname).toBe(location);
  });
});

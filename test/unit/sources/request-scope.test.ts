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

  it.each([
    ...[
      '/login',
      '/accounts/login/?next=/a',
      '/login.php?to=1',
      '/wp-login.php',
      '/Log-In/',
      '/users/sign_in',
    ],
    ...['/signup', '/sso/', '/auth/realms/x', '/checkpoint/?next=1', 'https://sso.other.example/auth/realms'],
    ...['/consent', '/board/consent?to=/a', '/cookie-consent.html'],
  ])('to %s is a wall', (location) => {
    expect(() => nextHop(new URL('https://site.example/a'), location, GATE, NO_PORTS)).toThrow(
      expect.objectContaining({ code: 'source.blocked' }),
    );
  });

  it.each([
    ...['/author/anna', '/blogin/1', '/authors', '/ad/2-no-checkpoint-on-this-road', '/ad/checkpoint-open'],
    ...['/ad/2-parents-consent-needed', '/ad/consent-form', '/ad/sign-up-for-friday', '/ad/2.auth-number'],
    ...['/ad/3-log-in-the-river', '/forum/no_sso_needed'],
  ])('to %s is no wall', (location) => {
    expect(nextHop(new URL('https://site.example/a'), location, GATE, NO_PORTS).pathname).toBe(location);
  });
});

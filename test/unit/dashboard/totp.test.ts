import { describe, expect, it } from 'vitest';
import { asRecoveryCode, stepOfCode } from '../../../dashboard/auth/totp.ts';
import { codeOf } from '../../support/sign-in.ts';

const SECRET = 'JBSWY3DPEHPK3PXP';
const NOW = Date.parse('2026-11-25T02:00:00.000Z');
const code = codeOf(SECRET, NOW);

/** The same figures, from the character that stands for none. */
const from = (zero: number) => code.replace(/\d/g, (digit) => String.fromCharCode(zero + Number(digit)));

describe('the code of an authenticator', () => {
  it.each([
    ['as it is shown', code],
    ['in two groups', `${code.slice(0, 3)} ${code.slice(3)}`],
    ['on an Arabic keyboard', from(0x660)],
    ['on a Persian keyboard', from(0x6f0)],
    ['in full width', from(0xff10)],
    ['copied with the marks of its direction', `\u200f\u2068${code}\u2069`],
  ])('is read %s', (_how, typed) => expect(stepOfCode(SECRET, typed, NOW)).toBe(NOW / 30_000));

  it.each([['12345'], ['1234567'], ['१२३४५६'], ['abcdef']])('is no %j', (typed) =>
    expect(stepOfCode(SECRET, typed, NOW)).toBeNull(),
  );
});

describe('a recovery code', () => {
  it.each([['ab2d-efgh-jkm9'], ['AB2D EFGH JKM9'], ['ab٢d-efgh-jkm٩'], ['\u200eab2defghjkm9\u200e']])(
    'is read as people type it: %j',
    (typed) => expect(asRecoveryCode(typed)).toBe('ab2d-efgh-jkm9'),
  );

  it('has twelve characters', () => expect(asRecoveryCode('ab2d-efgh-jkm')).toBeNull());
});

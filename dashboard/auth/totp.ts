import { randomInt } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import { encode } from 'uqr';
import { latinDigits } from '../latin-digits.ts';

const ISSUER = 'Vigie';
const PERIOD_SECONDS = 30;
/** Spaces, and the marks of direction that come along when a code is copied. */
const UNSEEN = /[\s\p{Cf}]/gu;

/** Time-based one-time passwords (RFC 6238): SHA-1, 6 digits, 30 s, as every authenticator takes them. */
function totp(secret: string, label: string): TOTP {
  return new TOTP({
    issuer: ISSUER,
    label,
    secret: Secret.fromBase32(secret),
    digits: 6,
    period: PERIOD_SECONDS,
  });
}

/** 160 random bits, Base32 (RFC 4226, section 4). */
export function newTotpSecret(): string {
  return new Secret({ size: 20 }).base32;
}

/**
 * The time step whose code this is: the one of `now` (ms since 1970), or one beside it, for clocks that differ by up to
 * 30 s. `null`: none of them.
 */
export function stepOfCode(secret: string, code: string, now: number): number | null {
  const token = latinDigits(code).replaceAll(UNSEEN, '');
  if (!/^\d{6}$/.test(token)) return null;
  const delta = totp(secret, 'account').validate({ token, timestamp: now, window: 1 });
  return delta === null ? null : Math.floor(now / 1000 / PERIOD_SECONDS) + delta;
}

/** What an authenticator scans: rows of dark (`1`) and light (`0`) squares, without the margin. */
export function totpPicture(secret: string, label: string): string[] {
  const { data } = encode(totp(secret, label).toString(), { ecc: 'M', border: 0 });
  return data.map((row) => row.map((isDark) => (isDark ? '1' : '0')).join(''));
}

/** Without letters and digits that are taken for one another. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789';
const RECOVERY_CODES = 10;

/** Ten codes of 12 characters, about 59 bits each, for whoever loses the authenticator; each counts once. */
export function newRecoveryCodes(): string[] {
  const letter = () => ALPHABET[randomInt(ALPHABET.length)] ?? '';
  const part = () => Array.from({ length: 4 }, letter).join('');
  return Array.from({ length: RECOVERY_CODES }, () => [part(), part(), part()].join('-'));
}

/** A recovery code as it was made, from how it was typed; `null` where it cannot be one. */
export function asRecoveryCode(typed: string): string | null {
  const letters = latinDigits(typed).toLowerCase().replaceAll(UNSEEN, '').replaceAll('-', '');
  if (!/^[a-z2-9]{12}$/.test(letters)) return null;
  return `${letters.slice(0, 4)}-${letters.slice(4, 8)}-${letters.slice(8)}`;
}

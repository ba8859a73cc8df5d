import { hash, verify } from '@node-rs/argon2';
import { AppError } from '../../queue/runtime/errors.ts';

/**
 * argon2id (RFC 9106) with the second recommended set for 64 MiB: 3 passes, 4 lanes. About 60 ms on one core of 2026; the
 * library's threads do it, so other requests go on.
 */
const ARGON2 = { memoryCost: 65_536, timeCost: 3, parallelism: 4 };

/** Hashes at once: each takes 64 MiB. */
const AT_ONCE = 2;

const SHORTEST = 12;
const LONGEST = 256;

let running = 0;
const waiting: (() => void)[] = [];

/** Before those who sign in: whoever sets a password is signed in or has a link, and strangers may be many. */
export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(password.normalize('NFKC'), ARGON2), true);
}

/** A hash that no password has: an unknown name takes as long as a known one. */
let nobody: Promise<string> | undefined;

/** Whether the password is the one of the hash; `undefined` where there is none, which takes as long. */
export async function isPassword(password: string, expected: string | undefined): Promise<boolean> {
  nobody ??= hashPassword(crypto.randomUUID());
  const against = expected ?? (await nobody);
  const isRight = await inTurn(() => verify(against, password.normalize('NFKC')));
  return isRight && expected !== undefined;
}

/**
 * Length is what counts; no rules on characters (NIST SP 800-63B, 3.1.1.2).
 * @throws AppError `input.invalid`
 */
export function requireGoodPassword(password: string, name: string): void {
  const length = [...password].length;
  const fault =
    length < SHORTEST || length > LONGEST
      ? `expected ${SHORTEST} to ${LONGEST} characters, found ${length}`
      : new Set(password).size < 5 || password.toLowerCase().includes(name.toLowerCase())
        ? 'expected a password that does not hold your name and is more than a few characters repeated'
        : undefined;
  if (fault === undefined) return;
  throw new AppError('input.invalid', `The password is not good enough: ${fault}.`, {
    faults: [{ path: 'password', message: fault }],
  });
}

async function inTurn<T>(run: () => Promise<T>, isAhead = false): Promise<T> {
  if (running >= AT_ONCE)
    await new Promise<void>((resolve) => (isAhead ? waiting.unshift(resolve) : waiting.push(resolve)));
  running += 1;
  try {
    return await run();
  } finally {
    running -= 1;
    waiting.shift()?.();
  }
}

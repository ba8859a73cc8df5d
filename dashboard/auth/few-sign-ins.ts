import { AppError } from '../../queue/runtime/errors.ts';

/** Of one way to sign in: with two hashes at a time the last of so many passwords waits some four seconds. */
export const SIGN_INS_AT_ONCE = 100;

/**
 * Runs what whoever is not signed in may ask for, so many at once; those that come then are refused before they cost anything, and
 * may come again at once. No rate for everybody together: one stranger with a few requests a minute would use it up, and shut
 * out all. Called once the request is whole, so that nobody holds a place by sending slowly.
 * @throws AppError `sign-in.throttled`, by what is returned
 */
export function fewSignIns(): <T>(run: () => Promise<T>) => Promise<T> {
  let running = 0;
  return async (run) => {
    if (running >= SIGN_INS_AT_ONCE) {
      throw new AppError(
        'sign-in.throttled',
        `Expected at most ${SIGN_INS_AT_ONCE} sign-ins at once, found that more are waiting. Try again in a few seconds.`,
      );
    }
    running += 1;
    try {
      return await run();
    } finally {
      running -= 1;
    }
  };
}

import * as client from 'openid-client';
import { AppError, messageOf } from '../../queue/runtime/errors.ts';

/** The provider, or what was configured of it, is at fault; the process log says how. */
export function unavailable(reason: string, cause?: unknown): AppError {
  const why = cause === undefined ? reason : `${reason}: ${chainOf(cause)}`;
  return new AppError('provider.unavailable', `The identity provider cannot be used: ${why}.`, {}, { cause });
}

/** A flow that nobody began in this browser, that took too long, or that was finished before. */
export function flowOver(cause?: unknown): AppError {
  return new AppError(
    'sign-in.over',
    'Expected a sign-in that was begun in this browser within 10 minutes and not yet finished. Begin again.',
    {},
    { cause },
  );
}

/** What went wrong when the provider's answer was checked, by whose fault it is. */
export function proofFault(error: unknown): AppError {
  const own = causesOf(error).find((cause) => cause instanceof AppError);
  if (own instanceof AppError) return own;
  if (error instanceof client.AuthorizationResponseError) {
    return unproven(
      'The identity provider did not let you in, or you turned back there. Begin again.',
      error,
    );
  }
  if (error instanceof client.ResponseBodyError) {
    // RFC 6749, 5.2: the code was used, is over, or belongs to another flow. All else is between us and the provider.
    return error.error === 'invalid_grant' ? flowOver(error) : unavailable('it refused the code', error);
  }
  if (error instanceof client.ClientError && isProofCode(error.code)) {
    return unproven('What the identity provider sent does not prove who you are. Begin again.', error);
  }
  return unavailable('it did not answer as expected', error);
}

/** Codes of the library for claims, times and signatures that are not what was asked for. */
function isProofCode(code: string | undefined): boolean {
  return (
    code !== undefined &&
    [
      'OAUTH_INVALID_RESPONSE',
      'OAUTH_JWT_CLAIM_COMPARISON_FAILED',
      'OAUTH_JWT_TIMESTAMP_CHECK_FAILED',
      'OAUTH_KEY_SELECTION_FAILED',
    ].includes(code)
  );
}

function unproven(message: string, cause: unknown): AppError {
  return new AppError('sign-in.unproven', message, { reason: chainOf(cause) }, { cause });
}

function chainOf(error: unknown): string {
  return causesOf(error).map(messageOf).join(': ').slice(0, 500);
}

function causesOf(error: unknown): unknown[] {
  const causes: unknown[] = [];
  for (let at = error; at !== undefined && causes.length < 5; at = at instanceof Error ? at.cause : undefined)
    causes.push(at);
  return causes;
}

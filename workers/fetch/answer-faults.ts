import { AppError, messageOf } from '../../queue/runtime/errors.ts';
import { isLoopbackLiteral } from './address.ts';
import { blocked, changed, type FaultDetails, refused, unreachable } from './source-faults.ts';

const BLOCKING_STATUSES: readonly number[] = [401, 403, 407, 429, 451];

/** @throws AppError `source.refused` where a key would be sent unencrypted; loopback is excepted */
export function requireEncryption(url: URL): void {
  if (url.protocol === 'https:' || isLoopbackLiteral(url.hostname)) return;
  throw refused(`expected an https address for ${url.host}, found http; a key is never sent unencrypted`, {
    reason: 'key-unencrypted',
    host: url.host,
  });
}

export function redirectedKey(host: string): AppError {
  return refused(
    `${host} redirects a request with a key, which Vigie does not follow; correct the source's url`,
    {
      reason: 'key-redirect',
      host,
    },
  );
}

/**
 * What a status that is no success says about the source.
 * @param refusals those by which this place asks for an account
 */
export function statusFault(
  status: number,
  headers: Readonly<Record<string, string>>,
  host: string,
  retryAfterMs: number | undefined,
  refusals: readonly number[] = [],
): AppError {
  const details: FaultDetails = {
    reason: 'status',
    host,
    status,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  };
  if (headers['cf-mitigated'] === 'challenge') {
    return blocked(`${host} shows a challenge instead of the page`, { ...details, reason: 'captcha' });
  }
  if (refusals.includes(status)) {
    return blocked(`${host} asks for an account (HTTP ${status})`, { ...details, reason: 'login-wall' });
  }
  if (BLOCKING_STATUSES.includes(status)) return blocked(`${host} refuses us with HTTP ${status}`, details);
  if (status === 404 || status === 410) {
    return changed(`${host} says the page does not exist (HTTP ${status}); check the source's url`, details);
  }
  return unreachable(`expected HTTP 200 from ${host}, found HTTP ${status}`, details);
}

/** Any failure of a request as a fault of its source. */
export function asSourceFault(error: unknown, host: string, deadline: AbortSignal): AppError {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof AppError) return cause;
  }
  if (deadline.aborted) {
    return unreachable(`${host} did not finish its answer in time`, { reason: 'deadline', host }, error);
  }
  return unreachable(`${host} cannot be reached: ${messageOf(error)}`, { reason: 'network', host }, error);
}

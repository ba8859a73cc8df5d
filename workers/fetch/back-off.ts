import type { TurnEnding } from '../../queue/contracts/index.ts';
import { AppError } from '../../queue/runtime/errors.ts';

/** Longest `Retry-After` we take literally, in milliseconds: a day. `Retry-After: 1e9` must not silence a source for 31 years. */
const MAX_RETRY_AFTER_MS = 86_400_000;
/** The first pause after a 429 or 503 is random up to this; it doubles with each further one, up to the cap. */
const BACK_OFF_MS = 10_000;
const MAX_BACK_OFF_MS = 900_000;
/** So many failed requests in a row open the circuit of a host. */
const FAILURES_TO_OPEN = 5;
const OPEN_MS = 30_000;

type Closing = Pick<TurnEnding, 'failures' | 'closed'>;

/**
 * What a request's end means for its host. An answer closes the circuit, also a 404: the host lives. 429 and 503 are
 * backed off from with full jitter, so that workers that were refused together do not come back together. Of other
 * failures (5xx, no connection, no end) the fifth in a row opens the circuit; after its time one request tries.
 * @param failures in a row before this request
 * @param error what the request threw; `undefined` for an answer
 * @param random from 0 to below 1
 */
export function closingAfter(failures: number, error: unknown, random: number): Closing {
  if (!(error instanceof AppError)) return { failures: error === undefined ? 0 : failures };
  if (error.code === 'work.stopped') return { failures };
  const { status, retryAfterMs } = error.details;
  const isRefused = status === 429 || status === 503;
  const now = failures + 1;
  if (typeof retryAfterMs === 'number') {
    return { failures: now, closed: { why: 'retry-after', ms: retryAfterMs } };
  }
  if (isRefused) {
    const ms = random * Math.min(MAX_BACK_OFF_MS, BACK_OFF_MS * 2 ** Math.min(failures, 20));
    return { failures: now, closed: { why: 'refused', ms } };
  }
  if (error.code !== 'source.unreachable') return { failures: 0 };
  if (now < FAILURES_TO_OPEN) return { failures: now };
  const openMs = Math.min(MAX_BACK_OFF_MS, OPEN_MS * 2 ** Math.min(now - FAILURES_TO_OPEN, 20));
  // At least half of it: a circuit that may open for no time is none.
  return { failures: now, closed: { why: 'failing', ms: openMs * (0.5 + random / 2) } };
}

/** Milliseconds that a `Retry-After` header asks for (seconds or an HTTP date), capped at a day; `undefined` for none and for nonsense. */
export function parseRetryAfter(header: string | undefined, nowMs: number): number | undefined {
  if (header === undefined) return undefined;
  const seconds = /^\s*\d{1,12}\s*$/.test(header) ? Number(header) : undefined;
  const ms = seconds === undefined ? Date.parse(header) - nowMs : seconds * 1000;
  if (!Number.isFinite(ms) || ms <= 0) return undefined;
  return Math.min(ms, MAX_RETRY_AFTER_MS);
}

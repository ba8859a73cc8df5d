import { AppError, codeOf } from './errors.ts';

/** Node's codes for a server that is away: not there, not to be reached, or without a name while its container is made anew. */
const AWAY =
  /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|EHOSTDOWN|ENETDOWN)$/;
/**
 * PostgreSQL's (SQLSTATE): classes 08 (connection) and 57P (ended, starting), and those of class 53 for a server that is out of
 * disk, memory or connections; 25006 is a copy of a server that has not taken its place yet. A damaged disk (58030) is none: it comes back by nobody's waiting.
 */
const ENDED = /^(08...|53[0-3]00|57P0[1-35]|25006)$/;
/** node-postgres says these without a code. */
const OUTAGE_MESSAGE =
  /connection terminated|timeout expired|timeout exceeded when trying to connect|client has encountered a connection error/i;

/** Whether an error says that the records are away, and nothing about the job. */
export function isOutage(error: unknown): boolean {
  if (error instanceof AppError)
    return error.code === 'storage.unavailable' || error.code === 'queue.unavailable';
  if (!(error instanceof Error)) return false;
  const code = codeOf(error) ?? '';
  if (AWAY.test(code) || ENDED.test(code) || OUTAGE_MESSAGE.test(error.message)) return true;
  // A name with several addresses: each was dialled, and failed in its own way.
  return error instanceof AggregateError && error.errors.some(isOutage);
}

import { AppError, codeOf } from '../runtime/errors.ts';

/** Node's and PostgreSQL's codes (SQLSTATE classes 08, 53, 57P) for a server that is away, starting or full. */
const OUTAGE = /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|08...|53300|57P0[1-3])$/;
/** node-postgres says these without a code. */
const OUTAGE_MESSAGE =
  /connection terminated|timeout exceeded when trying to connect|client has encountered a connection error/i;

/** Whether an error says that the records are away, and nothing about the job. */
export function isOutage(error: unknown): boolean {
  if (error instanceof AppError)
    return error.code === 'storage.unavailable' || error.code === 'queue.unavailable';
  if (!(error instanceof Error)) return false;
  return OUTAGE.test(codeOf(error) ?? '') || OUTAGE_MESSAGE.test(error.message);
}

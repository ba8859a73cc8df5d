import { AppError, codeOf } from '../../queue/runtime/errors.ts';

/** What kept an answer from coming, as a kind: an error's own words may hold what a server said. */
export function failureKind(error: unknown): string {
  if (error instanceof AppError) return String(error.details.reason ?? error.code);
  if (error instanceof Error && error.name === 'TimeoutError') return 'timeout';
  return codeOf(error)?.toLowerCase() ?? 'network';
}

import type { SourceState } from '../../queue/contracts/index.ts';
import { AppError, messageOf } from '../../queue/runtime/errors.ts';
import { stateAfter } from './source-state.ts';

/** How a round ended: a state, a stable word for why it is not `ok`, and words for an operator. */
export interface RoundVerdict {
  readonly state: SourceState;
  readonly reason: string | null;
  readonly message: string | null;
}

/** @throws the error itself when it says nothing about the source: storage is down, or the program is wrong. */
export function verdictOf(error: unknown): RoundVerdict {
  const state = stateAfter(error);
  return { state, reason: error instanceof AppError ? reasonOf(error) : null, message: messageOf(error) };
}

function reasonOf({ code, details: { reason, status } }: AppError): string {
  if (reason === 'status' && typeof status === 'number') return `http-${status}`;
  return typeof reason === 'string' ? reason : code.replace('.', '-');
}

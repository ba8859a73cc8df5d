import type { SourceState } from '../../queue/contracts/index.ts';
import { AppError, messageOf } from '../../queue/runtime/errors.ts';

/** How a round ended: a state, a stable word for why it is not `ok`, and words for an operator. */
export interface RoundVerdict {
  readonly state: SourceState;
  readonly reason: string | null;
  readonly message: string | null;
}

/** @throws the error itself when it says nothing about the source: storage is down, or the program is wrong. */
export function verdictOf(error: unknown): RoundVerdict {
  if (!(error instanceof AppError)) throw error;
  return { state: stateAfter(error), reason: reasonOf(error), message: messageOf(error) };
}

function stateAfter(error: AppError): SourceState {
  switch (error.code) {
    case 'source.unreachable':
      return 'unreachable';
    case 'source.blocked':
    case 'source.refused':
      return 'blocked';
    case 'source.changed':
    case 'input.too-large':
    case 'input.invalid':
      return 'changed';
    case 'browser.none':
      return 'no-browser';
    default:
      throw error;
  }
}

function reasonOf({ code, details: { reason, status } }: AppError): string {
  if (reason === 'status' && typeof status === 'number') return `http-${status}`;
  return typeof reason === 'string' ? reason : code.replace('.', '-');
}

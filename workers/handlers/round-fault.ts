import type { SourceState } from '../../queue/contracts/index.ts';
import { AppError, messageOf } from '../../queue/runtime/errors.ts';
import { stateAfter } from './source-state.ts';

/** How a round ended: a state, a stable word for why it is not `ok` or what was not had, and words for an operator. */
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

/**
 * A round that was read to its end. Pages that its list names and that could not be had are told and not made a state: the
 * others came, and every round asks for all of them.
 * @param passedOver how many, by reason
 */
export function verdictOfRead(passedOver: ReadonlyMap<string, number>): RoundVerdict {
  const [reason] = passedOver.keys();
  if (reason === undefined) return { state: 'ok', reason: null, message: null };
  const counts = [...passedOver].map(([why, count]) => `${count} ${count === 1 ? 'page' : 'pages'} (${why})`);
  const message = `passed over ${counts.join(', ')} that the list names and that could not be had; the others were read, and the next round asks again`;
  return { state: 'ok', reason, message };
}

function reasonOf({ code, details: { reason, status } }: AppError): string {
  if (reason === 'status' && typeof status === 'number') return `http-${status}`;
  return typeof reason === 'string' ? reason : code.replace('.', '-');
}

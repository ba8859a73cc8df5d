import type { SourceState } from '../../queue/contracts/index.ts';
import { AppError } from '../../queue/runtime/errors.ts';
import type { Refusal } from '../sources/decide-request.ts';

/** How a source stands that may not be collected, by why. */
const STATE_OF_REFUSAL: Readonly<Record<Refusal['reason'], SourceState>> = {
  disabled: 'off',
  import: 'off',
  suspended: 'off',
  'no-assessment': 'no-assessment',
  placeholder: 'expired',
  'not-started': 'expired',
  expired: 'expired',
  'review-overdue': 'expired',
  scope: 'refused',
  'scope-path': 'refused',
};

/** How a source stands that may not be collected. */
export function stateOfRefusal(reason: Refusal['reason']): SourceState {
  return STATE_OF_REFUSAL[reason];
}

/** Whether somebody said no: the place, or we ourselves. */
export function isRefusal(state: SourceState): boolean {
  switch (state) {
    case 'blocked':
    case 'refused':
    case 'expired':
    case 'off':
    case 'no-assessment':
      return true;
    case 'new':
    case 'ok':
    case 'unreachable':
    case 'changed':
    case 'sparse':
    case 'no-browser':
      return false;
    default:
      return state satisfies never;
  }
}

/** How a source stands of which one request was refused: by the gate, by what the place itself asked, or for the address. */
function stateOfRefused(reason: unknown): SourceState {
  if (reason === 'robots') return 'blocked';
  return isOfGate(reason) ? stateOfRefusal(reason) : 'refused';
}

function isOfGate(reason: unknown): reason is Refusal['reason'] {
  return typeof reason === 'string' && Object.hasOwn(STATE_OF_REFUSAL, reason);
}

/**
 * How a source stands after a round that ended in this error.
 * @throws the error itself when it says nothing about the source: storage is down, or the program is wrong
 */
export function stateAfter(error: unknown): SourceState {
  if (!(error instanceof AppError)) throw error;
  switch (error.code) {
    case 'source.unreachable':
      return 'unreachable';
    case 'source.blocked':
      return 'blocked';
    case 'source.refused':
      return stateOfRefused(error.details.reason);
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

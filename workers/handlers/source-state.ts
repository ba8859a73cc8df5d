import type { SourceState } from '../../queue/contracts/index.ts';
import { AppError } from '../../queue/runtime/errors.ts';
import type { Refusal } from '../sources/decide-request.ts';

/** How a source stands that may not be collected. */
export function stateOfRefusal(reason: Refusal['reason']): SourceState {
  switch (reason) {
    case 'disabled':
    case 'import':
    case 'suspended':
      return 'off';
    case 'no-assessment':
      return 'no-assessment';
    case 'not-started':
    case 'expired':
    case 'review-overdue':
      return 'expired';
    case 'scope':
    case 'scope-path':
      return 'refused';
    default:
      return reason satisfies never;
  }
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

/** Refusals of ours that stand for what the place itself asked. */
const ASKED_BY_THE_PLACE: ReadonlySet<unknown> = new Set(['robots']);
const GATE_REASONS: ReadonlySet<unknown> = new Set<Refusal['reason']>([
  ...(['disabled', 'import', 'no-assessment', 'not-started', 'expired', 'review-overdue'] as const),
]);

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
    case 'source.refused': {
      const { reason } = error.details;
      if (GATE_REASONS.has(reason)) return stateOfRefusal(reason as Refusal['reason']);
      return ASKED_BY_THE_PLACE.has(reason) ? 'blocked' : 'refused';
    }
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

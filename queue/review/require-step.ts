import type { Actor } from '../contracts/account.ts';
import { AppError } from '../runtime/errors.ts';
import { isTrainedFor, notTrained } from './access.ts';
import { type ItemRow, stepsOf, summaryOf } from './item-row.ts';
import { stepsById } from './machine.ts';
import type { ReviewStep } from './port.ts';
import type { Step } from './step.ts';

/**
 * Where a step leads that the actor may take now.
 * @throws AppError `item.conflict`; `request.forbidden` without the trainings it takes
 */
export function requireStep(row: ItemRow, actor: Actor, step: ReviewStep | 'draw', now: Date): Step['to'] {
  const open = stepsOf(row, actor, now.getTime());
  const found = open.find((candidate) => candidate.step === step);
  if (found && !isTrainedFor(step, actor, row, now.getTime())) throw notTrained(row);
  if (found) return found.to;
  throw notOpen(row, actor, step, now);
}

/** What is said of a step that is not open: with the state that the actor is shown, so that a first review sounds as a second. */
export function notOpen(row: ItemRow, actor: Actor, step: ReviewStep | 'draw', now: Date): AppError {
  const { state } = summaryOf(row, actor, now.getTime());
  const allowed = stepsById(stepsOf(row, actor, now.getTime())).filter((open) => open !== step);
  return new AppError(
    'item.conflict',
    `expected an item on which you may ${step}, found it ${state}; ` +
      (allowed.length > 0 ? `you may ${allowed.join(', ')}` : 'somebody else has it or it is closed'),
    { id: row.id, state, allowed },
  );
}

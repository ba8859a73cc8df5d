import { useState } from 'preact/hooks';
import { ApiFailure } from './api.ts';
import { refreshCounts } from './desk.ts';

/** What became of the last step. */
export interface StepState {
  readonly isBusy: boolean;
  readonly failure: ApiFailure | null;
  /** The item changed meanwhile, so the step was refused; the page shows how it stands now. */
  readonly hasConflict: boolean;
}

const IDLE: StepState = { isBusy: false, failure: null, hasConflict: false };

/**
 * Runs one step at a time and keeps what became of it.
 * @param onChanged a step was refused because the item stands otherwise by now, or is gone
 */
export function useSteps(onChanged: () => void) {
  const [state, setState] = useState<StepState>(IDLE);
  const run = async <Answer>(
    action: () => Promise<Answer>,
    done: (answer: Answer) => void,
  ): Promise<void> => {
    if (state.isBusy) return;
    setState({ ...IDLE, isBusy: true });
    try {
      done(await action());
      setState(IDLE);
      refreshCounts();
    } catch (error) {
      const failure = error instanceof ApiFailure ? error : new ApiFailure(null);
      const status = failure.problem?.status;
      const hasConflict = status === 409;
      setState({ isBusy: false, failure: hasConflict ? null : failure, hasConflict });
      if (hasConflict || status === 404) onChanged();
    }
  };
  return { state, run };
}

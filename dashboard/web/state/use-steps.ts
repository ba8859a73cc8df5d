import { useState } from 'preact/hooks';
import { type ApiFailure, failed } from './api.ts';
import { refreshCounts } from './desk.ts';

/** What became of the last step. */
export interface StepState {
  readonly isBusy: boolean;
  readonly failure: ApiFailure | null;
  /** The item changed meanwhile, so the step was refused; the page shows how it stands now. */
  readonly hasConflict: boolean;
}

const IDLE: StepState = { isBusy: false, failure: null, hasConflict: false };

/** Runs one step at a time and keeps what became of it. */
export function useSteps() {
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
      const failure = failed(error);
      const hasConflict = failure.problem?.status === 409;
      setState({ isBusy: false, failure: hasConflict ? null : failure, hasConflict });
    }
  };
  return { state, run };
}

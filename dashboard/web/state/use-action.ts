import { useState } from 'preact/hooks';
import { type ApiFailure, failed } from './api.ts';

/** One thing at a time that may fail: whether it runs, and how the last one failed. */
export function useAction() {
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<ApiFailure | null>(null);
  async function run<Answer>(act: () => Promise<Answer>, done: (answer: Answer) => void): Promise<void> {
    if (isBusy) return;
    setBusy(true);
    try {
      const answer = await act();
      setFailure(null);
      done(answer);
    } catch (error) {
      setFailure(failed(error));
    } finally {
      setBusy(false);
    }
  }
  return { isBusy, failure, run };
}

import { onEnding } from './ending-signals.ts';

/**
 * Runs what may be ended between two steps: a signal that ends a command says so, a second one ends the process at once.
 * @param run is told by its signal, and says what it has done
 */
export async function interruptible<Result>(run: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
  const controller = new AbortController();
  const unlisten = onEnding(() => {
    unlisten();
    controller.abort(new Error('somebody ended this command'));
  });
  try {
    return await run(controller.signal);
  } finally {
    unlisten();
  }
}

/**
 * Runs what may be ended between two steps: SIGINT and SIGTERM say so, a second one ends the process at once.
 * @param run is told by its signal, and says what it has done
 */
export async function interruptible<Result>(run: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
  const controller = new AbortController();
  const end = () => {
    unlisten();
    controller.abort(new Error('somebody ended this command'));
  };
  const unlisten = () => {
    process.off('SIGINT', end);
    process.off('SIGTERM', end);
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
  try {
    return await run(controller.signal);
  } finally {
    unlisten();
  }
}

/** What ends a process from the keyboard, from outside, and with its terminal. */
export const ENDING = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Has something done before a signal ends the process: what would be left behind else. It must be done at once, as nothing is
 * waited for.
 * @returns what takes this back, once nothing would be left
 */
export function beforeEnding(tidy: () => void): () => void {
  const unlisten = () => {
    for (const signal of ENDING) process.off(signal, leave);
  };

  function leave(signal: NodeJS.Signals): void {
    unlisten();
    tidy();
    // Having listened kept the process: unless somebody else listens, the signal does what it would have done.
    if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
  }

  for (const signal of ENDING) process.on(signal, leave);
  return unlisten;
}

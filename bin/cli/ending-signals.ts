/** What ends a process from the keyboard, from outside, and with its terminal. */
const ENDING = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Listens for each of the signals that end a process, which then does not end by itself.
 * @returns what ends the listening
 */
export function onEnding(listener: (signal: NodeJS.Signals) => void): () => void {
  for (const signal of ENDING) process.on(signal, listener);
  return () => {
    for (const signal of ENDING) process.off(signal, listener);
  };
}

/**
 * Has something done before a signal ends the process: what would be left behind else. It must be done at once, as nothing is
 * waited for.
 * @returns what takes this back, once nothing would be left
 */
export function beforeEnding(tidy: () => void): () => void {
  const unlisten = onEnding((signal) => {
    unlisten();
    tidy();
    // Having listened kept the process: unless somebody else listens, the signal does what it would have done.
    if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
  });
  return unlisten;
}

import { Presets, SingleBar } from 'cli-progress';

export interface Progress {
  update(done: number): void;
  stop(): void;
}

/** What ends a command from its terminal or from outside. */
const ENDING = ['SIGINT', 'SIGTERM'] as const;

/**
 * A bar on standard error where a person looks at it; nothing in a pipe, a log, or a terminal that cannot move its cursor. Whoever
 * ends the command meanwhile gets the terminal back as it was, with its cursor.
 */
export function showProgress(what: string, total: number): Progress {
  if (process.stderr.isTTY !== true || process.env.TERM === 'dumb') return { update() {}, stop() {} };
  const bar = new SingleBar(
    {
      format: `${what} [{bar}] {percentage}% | {value}/{total} | {eta_formatted} left`,
      stream: process.stderr,
      hideCursor: true,
    },
    Presets.legacy,
  );

  function stop(): void {
    for (const signal of ENDING) process.off(signal, leave);
    bar.stop();
  }

  function leave(signal: NodeJS.Signals): void {
    stop();
    // Having listened kept the process: unless somebody else listens, the signal does what it would have done.
    if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
  }

  for (const signal of ENDING) process.on(signal, leave);
  bar.start(total, 0);
  return {
    update: (done) => bar.update(Math.min(done, total)),
    stop,
  };
}

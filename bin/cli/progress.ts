import { Presets, SingleBar } from 'cli-progress';
import { beforeEnding } from './ending-signals.ts';

export interface Progress {
  update(done: number): void;
  stop(): void;
}

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

  const unlisten = beforeEnding(() => bar.stop());
  bar.start(total, 0);
  return {
    update: (done) => bar.update(Math.min(done, total)),
    stop() {
      unlisten();
      bar.stop();
    },
  };
}

import type { Lifecycle } from '../../queue/runtime/lifecycle.ts';
import type { Logger } from '../../queue/runtime/logger.ts';
import { onEnding } from './ending-signals.ts';

/** Jobs in hand get this long to finish, ms; after it the process ends and their locks run out. */
const GRACE_MS = 30_000;

/**
 * Waits for a signal that ends the process, then closes everything in order. A second signal ends the process at once. One that
 * lost its terminal ends as that signal has it: Node would break off with a fault where it puts back a terminal that is gone.
 */
export async function untilSignal(lifecycle: Lifecycle, logger: Logger): Promise<void> {
  const signal = await new Promise<NodeJS.Signals>((resolve) => {
    const unlisten = onEnding((one) => {
      unlisten();
      resolve(one);
    });
  });
  logger.info({ signal }, 'stopping');
  const force = () => process.exit(1);
  const unlisten = onEnding(force);
  const deadline = setTimeout(force, GRACE_MS);
  await lifecycle.close();
  clearTimeout(deadline);
  if (signal !== 'SIGHUP') return;
  unlisten();
  process.kill(process.pid, signal);
}

import type { Lifecycle } from '../../queue/runtime/lifecycle.ts';
import type { Logger } from '../../queue/runtime/logger.ts';

/** Jobs in hand get this long to finish, ms; after it the process ends and their locks run out. */
const GRACE_MS = 30_000;

/** Waits for SIGTERM or SIGINT, then closes everything in order. A second signal ends the process at once. */
export async function untilSignal(lifecycle: Lifecycle, logger: Logger): Promise<void> {
  const signal = await new Promise<NodeJS.Signals>((resolve) => {
    process.once('SIGTERM', resolve);
    process.once('SIGINT', resolve);
  });
  logger.info({ signal }, 'stopping');
  const force = () => process.exit(1);
  process.once('SIGTERM', force);
  process.once('SIGINT', force);
  const deadline = setTimeout(force, GRACE_MS);
  await lifecycle.close();
  clearTimeout(deadline);
}

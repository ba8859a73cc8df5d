import { setTimeout as pause } from 'node:timers/promises';

/**
 * Looks until something holds, as drains do; never a fixed sleep.
 * @throws Error naming what was waited for when it does not hold in time
 */
export async function until(
  what: string,
  holds: () => Promise<boolean> | boolean,
  timeoutMs = 20_000,
): Promise<void> {
  const end = Date.now() + timeoutMs;
  while (Date.now() < end) {
    if (await holds()) return;
    await pause(25);
  }
  throw new Error(`expected within ${timeoutMs} ms: ${what}`);
}

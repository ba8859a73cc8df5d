import type { HostTurns } from '../../../queue/contracts/index.ts';
import { SYSTEM_CLOCK } from '../../../queue/runtime/clock.ts';
import { SILENT_LOGGER } from '../../../queue/runtime/logger.ts';
import { createFetcher } from '../../../workers/fetch/safe-fetch.ts';
import { gateOn } from '../../support/gate.ts';
import { startHostWatch } from './host-watch.ts';

/** Requests per second of one worker over eight hosts at once, without any pause: what taking turns costs. */
export async function requestRate(turns: HostTurns | undefined, count: number): Promise<number> {
  const web = await startHostWatch(() => ({ type: 'text/plain', body: 'x'.repeat(1000) }));
  const fetcher = createFetcher({
    loopbackPorts: new Set([web.port]),
    minDelayMs: 0,
    clock: SYSTEM_CLOCK,
    logger: SILENT_LOGGER,
    userAgent: 'Vigie bench',
    resolve: async () => [{ address: '127.0.0.1', family: 4 }],
    turns,
  });
  try {
    const ask = async (at: number, requests: number) => {
      const host = `host-${at}.example:${web.port}`;
      const gate = { ...gateOn(host), pauseMs: 0 };
      for (let n = 0; n < requests; n += 1) await fetcher.fetch(`http://${host}/`, { gate });
    };
    const all = (requests: number) => Promise.all(Array.from({ length: 8 }, (_, at) => ask(at, requests)));
    await all(5);
    const begun = performance.now();
    await all(count / 8);
    return (count * 1000) / (performance.now() - begun);
  } finally {
    await Promise.all([fetcher.close(), web.close()]);
  }
}

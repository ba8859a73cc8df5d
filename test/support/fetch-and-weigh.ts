// A child process that fetches the addresses of its arguments and says how far its memory rose above that of plain pages.
// Arguments: port, cap in bytes, deadline in milliseconds, address of a plain page, addresses.

import { existsSync, readFileSync } from 'node:fs';
import { testFetcher } from './collectors.ts';
import { OPEN_GATE } from './gate.ts';

const [port, maxBytes, deadlineMs, plain, ...urls] = process.argv.slice(2);
const fetcher = testFetcher({
  loopbackPorts: new Set([Number(port)]),
  deadlineMs: Number(deadlineMs),
});

const PLAIN_PAGES = 100;
const STATUS = '/proc/self/status';

async function outcomeOf(url: string): Promise<string> {
  return await fetcher.fetch(url, { gate: OPEN_GATE, maxBytes: Number(maxBytes) }).then(
    ({ body }) => `brought ${body.length}`,
    (error: { details?: { reason?: string } }) => error.details?.reason ?? String(error),
  );
}

/**
 * Peak of resident memory since the process began, in MiB; it never falls, so nothing between two looks is missed. Read from the kernel
 * (proc(5)) where it tells: the peak of getrusage(2) begins with that of the process that started this one, whatever that had grown to.
 */
function peakMib(): number {
  const status = existsSync(STATUS) ? readFileSync(STATUS, 'utf8') : '';
  const peakKib = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1];
  return (peakKib === undefined ? process.resourceUsage().maxRSS : Number(peakKib)) / 1024;
}

// As in a process that has fetched for a while: what its own code and the engine's young heap grow by is no bomb's doing.
for (let page = 0; page < PLAIN_PAGES; page += 1) await outcomeOf(plain ?? '');
const before = peakMib();
const outcomes: Record<string, string> = {};
for (const url of urls) outcomes[new URL(url).pathname.slice(1)] = await outcomeOf(url);
console.log(JSON.stringify({ riseMib: peakMib() - before, outcomes }));
await fetcher.close();

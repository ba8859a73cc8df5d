// Shows many pages of a loopback site as the product does and says how memory grows per page: of the browser and of this
// process.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { parseArgs } from 'node:util';
import { Source } from '../../../queue/contracts/index.ts';
import { authorisationOf } from '../../support/authorisation.ts';
import { browserPids, browserProcesses } from '../../support/browser-processes.ts';
import { testCollector } from '../../support/collectors.ts';
import { median } from '../cpu-time.ts';
import { soakPage } from './soak-page.ts';

const { values } = parseArgs({ options: { pages: { type: 'string', default: '500' } } });
const pages = Number(values.pages);
/** The first pages fill caches that stay; they say nothing about growth. */
const WARM_UP = Math.min(20, Math.floor(pages / 5));
const MIB = 1024 * 1024;

interface Look {
  readonly page: number;
  readonly browserMib: number;
  readonly ownMib: number;
}

const server = createServer((request, response) => {
  const number = Number(new URL(request.url ?? '', 'http://site').searchParams.get('page'));
  const isRobots = request.url === '/robots.txt';
  response.writeHead(isRobots ? 404 : 200, { 'content-type': 'text/html; charset=utf-8' });
  response.end(isRobots ? '' : soakPage(number));
});
await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
const address = server.address();
const port = typeof address === 'object' && address !== null ? address.port : 0;
const loopbackPorts = new Set([port]);
const collector = testCollector({ loopbackPorts, minDelayMs: 0 });

const looks: Look[] = [];
const browsers = new Set<number>();
const seen = new Set<number>();
let posts = 0;
let zombies = 0;
const start = performance.now();
for (let page = 0; page < pages; page += 1) {
  for await (const shown of collector.collect(sourceOf(page))) posts += shown.posts.length;
  const processes = browserProcesses();
  for (const { pid } of processes) seen.add(pid);
  for (const pid of browserPids()) browsers.add(pid);
  zombies = Math.max(zombies, processes.filter(({ state }) => state === 'Z').length);
  const browserMib = totalMib(processes.map(({ pid }) => pid));
  looks.push({ page, browserMib, ownMib: process.memoryUsage().rss / MIB });
}
const seconds = (performance.now() - start) / 1000;
await collector.close();
await new Promise<void>((resolve) => {
  server.closeAllConnections();
  server.close(() => resolve());
});

const settled = looks.slice(WARM_UP);
const last = looks.at(-1);
console.log(
  `${pages} pages, ${posts} posts, ${(seconds / pages).toFixed(2)} s a page, ${browsers.size} browsers one after the other`,
);
console.log(
  `browser, all processes: median ${median(settled.map((look) => look.browserMib)).toFixed(0)} MiB, largest ${Math.max(...looks.map((look) => look.browserMib)).toFixed(0)} MiB`,
);
console.log(
  `  growth within one browser ${slopeWithinBrowsers().toFixed(2)} MiB a page; over the whole run ${slope(settled, 'browserMib').toFixed(3)} MiB a page`,
);
console.log(
  `this process: ${looks[WARM_UP]?.ownMib.toFixed(0)} MiB after ${WARM_UP} pages, ${last?.ownMib.toFixed(0)} MiB at the end, ${slope(settled, 'ownMib').toFixed(3)} MiB a page   (target 0.5)`,
);
console.log(
  `zombies at most ${zombies}; processes left when the pool is closed: ${browserProcesses().length}; ${seen.size} processes in all`,
);

function sourceOf(page: number): Source {
  const url = `http://127.0.0.1:${port}/?page=${page}`;
  return Source.parse({
    id: 'soak',
    name: 'soak',
    kind: 'rendered',
    url,
    selectors: { item: '.post', text: 'p', keyAttribute: 'id' },
    authorisation: authorisationOf(url),
  });
}

/** Proportional share of each process, so that shared pages count once. @see proc(5), `smaps_rollup` */
function totalMib(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => sum + (pssKib(pid) ?? 0), 0) / 1024;
}

function pssKib(pid: number): number | undefined {
  try {
    return Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1]);
  } catch {
    // It ended while we looked.
    return undefined;
  }
}

/** Least-squares slope in MiB a page. */
function slope(points: readonly Look[], field: 'browserMib' | 'ownMib'): number {
  const meanX = points.reduce((sum, { page }) => sum + page, 0) / points.length;
  const meanY = points.reduce((sum, look) => sum + look[field], 0) / points.length;
  const over = points.reduce((sum, look) => sum + (look.page - meanX) * (look[field] - meanY), 0);
  return over / points.reduce((sum, { page }) => sum + (page - meanX) ** 2, 0);
}

/** Median slope of the stretches of fifty pages that one browser lives. */
function slopeWithinBrowsers(): number {
  const stretches: Look[][] = [];
  for (let from = 0; from < looks.length; from += 50) stretches.push(looks.slice(from + 10, from + 50));
  return median(
    stretches.filter((stretch) => stretch.length > 5).map((stretch) => slope(stretch, 'browserMib')),
  );
}

import { Source } from '../../../queue/contracts/index.ts';
import { collectSource } from '../../../queue/jobs/index.ts';
import { buryLetter, hostTurns, readDue, registerSources } from '../../../queue/storage/index.ts';
import { createDueSources } from '../../../workers/due-sources.ts';
import { handleCollectSource } from '../../../workers/handlers/collect.ts';
import { authorisationOf } from '../../support/authorisation.ts';
import { collectContext } from '../../support/collecting.ts';
import { testCollector } from '../../support/collectors.ts';
import type { Column } from '../../support/columns.ts';
import { until } from '../../support/until.ts';
import { startHostWatch } from './host-watch.ts';

export interface ManySources {
  readonly sources: number;
  readonly hosts: number;
  readonly seconds: number;
  readonly rounds: number;
  readonly well: number;
  /** How the others ended, by state and reason. */
  readonly otherwise: ReadonlyMap<string, number>;
  readonly posts: number;
  /** Worst of all hosts, seen by the server. */
  readonly mostAtOnce: number;
  readonly leastPauseMs: number;
  /** Computing of everything, server included, ms a round. */
  readonly cpuMsPerRound: number;
}

const WORKERS = 2;
const AT_ONCE = 8;
const SOURCES_PER_HOST = 20;
const POSTS_PER_PAGE = 10;
const LOOKS = 20;

export interface SchedulerCost {
  /** One look of the scheduler at all sources, ms of computing: the first, which adds them all, and a later one. */
  readonly firstLookMs: number;
  readonly laterLookMs: number;
  /** What the scheduler keeps, MB of heap. */
  readonly keptMb: number;
}

/** All sources due in the same moment, twenty on a host, two workers: until each had its round. */
export async function runManySources(
  column: Column,
  count: number,
  onScheduled: (cost: SchedulerCost) => void,
): Promise<ManySources> {
  await column.reset();
  const web = await startHostWatch((path) => ({ type: 'text/html', body: pageOf(path) }));
  const hosts = Math.ceil(count / SOURCES_PER_HOST);
  const sources = Array.from({ length: count }, (_, at) => sourceOf(at, at % hosts, web.port));
  const { db } = column.database;
  const collectors = Array.from({ length: WORKERS }, () =>
    testCollector({
      loopbackPorts: new Set([web.port]),
      turns: hostTurns(db),
      resolve: async () => [{ address: '127.0.0.1', family: 4 }],
    }),
  );
  try {
    await registerSources(db, sources);
    const heapBefore = settledHeap();
    const due = createDueSources(sources, collectors[0] ?? { refusalOf: () => null });
    const look = async () => {
      const nowMs = Date.now();
      const requests = due.requests(await readDue(db), nowMs);
      await column.queue.add(requests);
      due.added(requests, nowMs);
    };
    const firstLookMs = await computing(look);
    const laterLookMs =
      (await computing(async () => {
        for (let n = 0; n < LOOKS; n += 1) await look();
      })) / LOOKS;
    onScheduled({ firstLookMs, laterLookMs, keptMb: (settledHeap() - heapBefore) / 1e6 });

    const begun = performance.now();
    const cpu = process.cpuUsage();
    for (const collector of collectors) {
      const context = collectContext(column, collector, sources);
      column.queue.work(collectSource, (job) => handleCollectSource(context, job), {
        concurrency: AT_ONCE,
        onDead: (dead) => buryLetter(db, dead, new Date()),
      });
    }
    const ended = async () => {
      const known = await readDue(db);
      return [...known.values()].filter(({ lastRound }) => lastRound > 0).length;
    };
    await until(`${count} rounds`, async () => (await ended()) === count, 15 * 60_000);
    const seconds = (performance.now() - begun) / 1000;
    const used = process.cpuUsage(cpu);
    const posts = await db
      .selectFrom('vigie.posts')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
    const worst = web.worst();
    return {
      sources: count,
      hosts,
      seconds,
      rounds: await ended(),
      ...(await endings(db)),
      posts: posts.count,
      mostAtOnce: worst.most,
      leastPauseMs: worst.leastPauseMs,
      cpuMsPerRound: (used.user + used.system) / 1000 / count,
    };
  } finally {
    await Promise.all([web.close(), ...collectors.map((collector) => collector.close())]);
  }
}

async function endings(db: Column['database']['db']): Promise<Pick<ManySources, 'well' | 'otherwise'>> {
  const rows = await db.selectFrom('vigie.sources').select(['state', 'reason']).execute();
  const otherwise = new Map<string, number>();
  for (const { state, reason } of rows.filter((row) => row.state !== 'ok')) {
    const name = `${state}: ${reason}`;
    otherwise.set(name, (otherwise.get(name) ?? 0) + 1);
  }
  return { well: rows.filter((row) => row.state === 'ok').length, otherwise };
}

async function computing(run: () => Promise<void>): Promise<number> {
  const before = process.cpuUsage();
  await run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

function settledHeap(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}

function sourceOf(at: number, host: number, port: number): Source {
  const url = `http://host-${host}.example:${port}/board/${at}`;
  return Source.parse({
    id: `source-${at}`,
    name: `Source ${at}`,
    kind: 'html',
    url,
    selectors: { item: 'li', text: 'p', keyAttribute: 'id' },
    everySeconds: 86_400,
    authorisation: authorisationOf(url),
  });
}

function pageOf(path: string): string {
  const items = Array.from(
    { length: POSTS_PER_PAGE },
    (_, at) => `<li id="p${at}"><p>The market by the harbour opens at nine, stall ${at} of ${path}</p></li>`,
  );
  return `<!doctype html><title>board</title><ul>${items.join('')}</ul>`;
}

// Times of every endpoint of a reviewer's loop, with few and with a million items in the records, alternated in one run.
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { sequence } from '../../../queue/log/index.ts';
import { logSize } from '../../../queue/log/sequencer.ts';
import { completeSubtrees } from '../../../queue/log/stored-tiles.ts';
import { type Database, migrate, openDatabase } from '../../../queue/storage/index.ts';
import { createMasterKey, createVault, type Vault } from '../../../queue/vault/index.ts';
import { freeRedisDatabase } from '../../support/columns.ts';
import { createDatabase } from '../../support/migrated-template.ts';
import { type Running, startVigie } from '../../support/run-vigie.ts';
import { followLink, invite, type Person } from '../../support/sign-in.ts';
import { timeKeys } from './key-to-paint.ts';
import { type LoadResult, runLoad } from './load.ts';
import { cpuSecondsOf } from './process-cpu.ts';
import type { Action } from './reviewer.ts';
import { LANGUAGES, seedRecords } from './seed.ts';

const { values } = parseArgs({
  options: {
    items: { type: 'string', default: '10000,1000000' },
    open: { type: 'string', default: '1000' },
    'entries-per-item': { type: 'string', default: '5' },
    reviewers: { type: 'string', default: '50' },
    pace: { type: 'string', default: '2000' },
    seconds: { type: 'string', default: '60' },
    rounds: { type: 'string', default: '3' },
    posts: { type: 'string', default: '20' },
    /** Waits for a line on standard input once the records are there, so that the machine can be made quiet. */
    pause: { type: 'boolean', default: false },
  },
});
if (process.env.VIGIE_TEST_DATABASE_URL === undefined || process.env.VIGIE_TEST_REDIS_URL === undefined)
  throw new Error('expected VIGIE_TEST_DATABASE_URL and VIGIE_TEST_REDIS_URL: this is about PostgreSQL');

const SEQUENCE_EVERY_MS = 250;
/** Of each process, before anything is measured: code is compiled and pages of the tables are in memory. */
const WARM_UP_SECONDS = 20;

/** Records of a size. */
interface Seeded {
  readonly items: number;
  readonly databaseUrl: string;
  readonly keyFile: string;
  readonly database: Database;
  readonly vault: Vault;
  drop(): Promise<void>;
}

/** One dashboard on records of its own size. */
interface Place {
  readonly items: number;
  readonly database: Database;
  readonly vault: Vault;
  readonly dashboard: Running;
  readonly url: string;
  readonly people: readonly Person[];
  readonly keyPerson: Person;
  readonly results: LoadResult[];
  readonly cpu: number[];
  close(): Promise<void>;
}

const records: Seeded[] = [];
const places: Place[] = [];
try {
  // All records first: while the next are made, connections to a dashboard that waits would end.
  for (const items of values.items.split(',').map(Number)) records.push(await seedPlace(items));
  if (values.pause) {
    console.log('the records are there; a line on standard input goes on');
    await once(process.stdin, 'data');
    process.stdin.destroy();
  }
  for (const one of records) places.push(await openPlace(one));
  for (let round = 0; round < Number(values.rounds); round += 1) {
    for (const place of places) await measure(place, round);
  }
  report();
  for (const place of places) await reportKeys(place);
} finally {
  for (const place of places) await place.close();
  for (const one of records) await one.drop();
}

async function seedPlace(items: number): Promise<Seeded> {
  const folder = mkdtempSync(join(tmpdir(), 'vigie-bench-desk-'));
  const keyFile = join(folder, 'vault.key');
  const created = await createDatabase();
  const database = await openDatabase({ kind: 'server', url: created.url });
  await migrate(database.db);
  const key = createMasterKey(keyFile);
  const entries = items * Number(values['entries-per-item']);
  const seconds = await timed(() =>
    seedRecords({ url: created.url, key, items, open: Number(values.open), entries }),
  );
  const vault = createVault(key);
  console.log(`${items} items seeded in ${seconds.toFixed(0)} s`);
  // Roots of full tiles: in use they come with their entries, and the first sequencing would make all of these at once.
  await database.db.transaction().execute(async (tx) => completeSubtrees(tx, await logSize(tx)));
  return {
    items,
    databaseUrl: created.url,
    keyFile,
    database,
    vault,
    async drop() {
      await database.close();
      await created.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function openPlace({ items, databaseUrl, keyFile, database, vault }: Seeded): Promise<Place> {
  const dashboard = startVigie(['dashboard'], {
    env: {
      VIGIE_DATABASE_URL: databaseUrl,
      VIGIE_REDIS_URL: await freeRedisDatabase(),
      VIGIE_VAULT_KEY_FILE: keyFile,
      VIGIE_PORT: '0',
      VIGIE_LOG_LEVEL: 'error',
    },
  });
  await dashboard.says('/join#');
  const link = /(http:\/\/\S+)\/join#(\S+)/.exec(dashboard.output());
  const url = link?.[1] ?? '';
  // The first of them takes no part in the load, and holds no post when it is time to press keys.
  const [keyPerson, ...people] = await openPeople(url, link?.[2] ?? '');
  if (keyPerson === undefined) throw new Error('expected people');
  await runLoad({ url, people, seconds: WARM_UP_SECONDS, paceMs: Number(values.pace) }, 0);
  const close = async () => void (await dashboard.kill('SIGTERM'));
  return { items, database, vault, dashboard, url, people, keyPerson, results: [], cpu: [], close };
}

/** Reviewers as a unit would get them: invited by an administrator, with trainings, signed in. */
async function openPeople(url: string, setup: string): Promise<Person[]> {
  const administrator = await followLink(url, setup, 'Ada Example');
  const people: Person[] = [];
  for (let number = 0; number <= Number(values.reviewers); number += 1) {
    people.push(await invite(url, administrator, `Reviewer ${number}`, ['reviewer']));
  }
  const { people: accounts } = await administrator.get<{ people: { id: string; roles: string[] }[] }>(
    '/api/people',
  );
  const trainings = [
    { training: 'rights', language: '*' },
    { training: 'bias', language: '*' },
    ...LANGUAGES.map((language) => ({ training: 'language', language })),
  ];
  for (const { id } of accounts.filter(({ roles }) => roles.includes('reviewer'))) {
    for (const training of trainings)
      await administrator.post(`/api/people/${id}/certify`, { ...training, validUntil: '2099-12-31' });
  }
  return people;
}

/** The log is put in order meanwhile, as the scheduler does. */
async function measure(place: Place, round: number): Promise<void> {
  let sequencing = Promise.resolve(0);
  const timer = setInterval(() => {
    sequencing = sequencing.then(() => sequence(place.database.db, place.vault));
  }, SEQUENCE_EVERY_MS);
  const before = cpuSecondsOf(place.dashboard.child.pid ?? 0);
  const load = {
    url: place.url,
    people: place.people,
    seconds: Number(values.seconds),
    paceMs: Number(values.pace),
  };
  try {
    place.results.push(await runLoad(load, round + 1));
    place.cpu.push((cpuSecondsOf(place.dashboard.child.pid ?? 0) - before) / Number(values.seconds));
  } finally {
    clearInterval(timer);
    await sequencing;
  }
}

function report(): void {
  const all = new Map<number, number>();
  for (const { items, results, cpu } of places) {
    const times = new Map<Action, number[]>();
    for (const result of results)
      for (const [action, some] of result.times) times.set(action, [...(times.get(action) ?? []), ...some]);
    console.log(
      `\n${items} items, ${values.open} of them open, ${items * Number(values['entries-per-item'])} entries; ` +
        `${values.reviewers} reviewers, an action each ${values.pace} ms`,
    );
    console.log('action          n     p50     p95     p99     max, ms');
    for (const [action, some] of times) line(action, some);
    const every = [...times.values()].flat();
    line('all', every);
    all.set(items, quantile(every, 0.95));
    console.log(
      `computing: dashboard ${share(cpu)} of a core, generator ${share(results.map(({ ownCpu }) => ownCpu))}`,
    );
    const refused = results.flatMap((result) => result.refused);
    if (refused.length > 0) console.log(`refused: ${refused.length}, such as ${refused[0]}`);
  }
  const p95s = [...all.values()];
  console.log(`\np95 of all actions, target 50 ms: ${p95s.map((p95) => p95.toFixed(1)).join(' and ')} ms`);
  const [first, last] = [p95s[0], p95s.at(-1)];
  if (first !== undefined && last !== undefined && p95s.length > 1)
    console.log(`ratio of the p95s, target 1.5: ${(last / first).toFixed(2)}`);
}

/** After the load, by one more reviewer in a real browser. */
async function reportKeys({ items, url, keyPerson }: Place): Promise<void> {
  const times = await timeKeys(url, keyPerson, Number(values.posts));
  const figures = [0.5, 0.95, 0.99].map((at) => quantile(times, at).toFixed(1));
  console.log(
    `key to paint with ${items} items, target p95 50 ms: ${figures.join(', ')} ms (p50, p95, p99 of ${times.length})`,
  );
}

function line(name: string, times: readonly number[]): void {
  const figures = [0.5, 0.95, 0.99, 1].map((at) => quantile(times, at).toFixed(1).padStart(7));
  console.log(`${name.padEnd(10)}${String(times.length).padStart(7)} ${figures.join(' ')}`);
}

function quantile(times: readonly number[], at: number): number {
  const sorted = [...times].sort((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(at * sorted.length) - 1)] ?? Number.NaN;
}

function share(shares: readonly number[]): string {
  return (shares.reduce((sum, one) => sum + one, 0) / shares.length).toFixed(2);
}

async function timed(run: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await run();
  return (performance.now() - start) / 1000;
}

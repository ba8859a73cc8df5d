// What collecting costs: each kind of source, taking turns at hosts, and many sources due at once, on every column at hand.
import { parseArgs } from 'node:util';
import { hostTurns } from '../../../queue/storage/index.ts';
import { COLUMNS, openColumn } from '../../support/columns.ts';
import { importRates } from '../intake/import-rates.ts';
import { adapterRates } from './adapter-rates.ts';
import { runManySources } from './many-sources.ts';
import { requestRate } from './turn-cost.ts';

const { values } = parseArgs({
  options: {
    /** 0 leaves the rates of adapters, of exports, or of requests, out; no number of sources these. */
    rounds: { type: 'string', default: '10' },
    records: { type: 'string', default: '8000' },
    requests: { type: 'string', default: '2000' },
    sources: { type: 'string', default: '200,2000' },
    columns: { type: 'string', default: COLUMNS.join(',') },
  },
});

const columns = COLUMNS.filter((name) => values.columns.split(',').includes(name));

if (Number(values.rounds) > 0) {
  console.log('each adapter, fetched from loopback and parsed: posts per second; posts, requests of a round');
  for await (const { name, postsPerSecond, posts, requests } of adapterRates(Number(values.rounds)))
    console.log(`  ${name.padEnd(28)} ${postsPerSecond.toFixed(0).padStart(6)}  ${posts}  ${requests}`);
}

const records = Number(values.records);
if (records > 0) {
  console.log('each export, read from a file: posts per second of computing, least of three');
  for await (const { name, recordsPerSecond } of importRates(records, 3))
    console.log(`  ${name.padEnd(34)} ${recordsPerSecond.toFixed(0).padStart(6)}`);
}

const requests = Number(values.requests);
if (requests > 0) {
  console.log('requests per second of one worker at eight hosts without a pause:');
  console.log(`  turns of the process alone  ${(await requestRate(undefined, requests)).toFixed(0)}`);
}

for (const name of requests > 0 ? columns : []) {
  const column = await openColumn(name, { embedded: 'directory' });
  try {
    const rate = await requestRate(hostTurns(column.database.db), requests);
    console.log(`  turns in the records, ${name}  ${rate.toFixed(0)}`);
  } finally {
    await column.close();
  }
}

const counts = values.sources.split(',').filter((count) => Number(count) > 0);

for (const name of counts.length > 0 ? columns : []) {
  console.log(
    `${name}: all sources due at once, 20 a host, 2 s between two requests, two workers of eight rounds`,
  );
  for (const count of counts.map(Number)) {
    const column = await openColumn(name, { embedded: 'directory' });
    try {
      const run = await runManySources(column, count, ({ firstLookMs, laterLookMs, keptMb }) =>
        console.log(
          `  scheduler at ${count} sources: first look ${firstLookMs.toFixed(0)} ms of computing, later ${laterLookMs.toFixed(1)} ms, keeps ${keptMb.toFixed(1)} MB`,
        ),
      );
      console.log(
        `  ${run.sources} sources on ${run.hosts} hosts: ${run.rounds} rounds (${run.well} ended well), ${run.posts} posts in ${run.seconds.toFixed(1)} s` +
          ` (${(run.rounds / run.seconds).toFixed(0)} rounds/s, ${run.cpuMsPerRound.toFixed(1)} ms of computing a round)`,
      );
      for (const [ending, number] of run.otherwise) console.log(`    ${number} rounds ended as ${ending}`);
      console.log(
        `    at the worst host: ${run.mostAtOnce} request(s) at once, ${run.leastPauseMs.toFixed(0)} ms between two pages`,
      );
    } finally {
      await column.close();
    }
  }
}

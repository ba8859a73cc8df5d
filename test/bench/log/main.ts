/**
 * What the transparency log costs, on PostgreSQL (VIGIE_TEST_DATABASE_URL):
 * the product's own transactions with and without their entry, proofs as the log grows, and a full verification beside a bare
 * pass of SHA-256 over the same leaves.
 * `npm run -s bench:log [-- --seconds 4 --rounds 5 --sizes 1000,100000,5000000 --verify 1000000]`
 */
import { hash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { exportFolder, writeExport } from '../../../bin/cli/export-folder.ts';
import {
  exportLog,
  proveEntry,
  readLogSigner,
  sequence,
  signCheckpoint,
  verifyExport,
} from '../../../queue/log/index.ts';
import { storedNodes } from '../../../queue/log/stored-tiles.ts';
import { consistencyProof } from '../../../queue/log/tree.ts';
import { createDesk } from '../../../queue/review/index.ts';
import { SYSTEM_CLOCK } from '../../../queue/runtime/clock.ts';
import { migrate, openDatabase } from '../../../queue/storage/index.ts';
import { stagePosts } from '../../../workers/handlers/stage.ts';
import { type Column, openColumn } from '../../support/columns.ts';
import { createDatabase } from '../../support/migrated-template.ts';
import { actorOf } from '../../support/people.ts';
import { drain, posts, scoreContext } from '../../support/scoring.ts';
import { testVault } from '../../support/vault.ts';
import { leastOf, median } from '../cpu-time.ts';
import { seedLeaves } from './seed.ts';
import { withoutLog } from './without-log.ts';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '4' },
    rounds: { type: 'string', default: '5' },
    sizes: { type: 'string', default: '1000,100000,5000000' },
    verify: { type: 'string', default: '1000000' },
  },
});

/** Steps in hand at once. */
const AT_ONCE = 4;
const PROOFS = 200;
const vault = testVault();

await measureTransactions();
await measureProofs();
await measureVerification();

async function measureTransactions(): Promise<void> {
  const column = await openColumn('production');
  try {
    const ids = await flagged(column, 4 * AT_ONCE);
    const rates = { with: [] as number[], without: [] as number[] };
    await steps(column, ids, 1);
    for (let round = 0; round < Number(values.rounds); round += 1) {
      rates.with.push(await steps(column, ids, Number(values.seconds)));
      rates.without.push(await withoutLog(() => steps(column, ids, Number(values.seconds))));
    }
    const ratios = rates.with.map((rate, at) => rate / (rates.without[at] ?? rate)).sort((a, b) => a - b);
    console.log(`steps of the desk, each a transaction, ${AT_ONCE} at once, entries a second:`);
    console.log(`  with the log     ${median(rates.with).toFixed(0)}`);
    console.log(`  without          ${median(rates.without).toFixed(0)}`);
    console.log(
      `  with / without   ${median(ratios).toFixed(2)} (${ratios[0]?.toFixed(2)} to ${ratios.at(-1)?.toFixed(2)})`,
    );
  } finally {
    await column.close();
  }
}

/** Items of the protection lane, which may be chosen by their id. */
async function flagged(column: Column, count: number): Promise<string[]> {
  const context = scoreContext(column, { vault });
  await stagePosts(
    context,
    'source',
    posts(count, (at) => `[protect] ${at}`),
    'bench',
  );
  await drain(column, context);
  const rows = await column.database.db.selectFrom('vigie.items').select('id').execute();
  return rows.map(({ id }) => id);
}

/** Somebody takes an item and puts it back, again and again; the sequencer runs beside it. @returns steps a second */
async function steps(column: Column, ids: readonly string[], seconds: number): Promise<number> {
  const { db } = column.database;
  const desk = createDesk({ db, vault, clock: SYSTEM_CLOCK });
  const end = performance.now() + seconds * 1000;
  let done = 0;
  const workers = Array.from({ length: AT_ONCE }, async (_, worker) => {
    const actor = actorOf(`pia-${worker}`, ['protection']);
    for (let at = worker; performance.now() < end; at = (at + AT_ONCE) % ids.length) {
      const id = ids[at] ?? '';
      await desk.claim(actor, id);
      await desk.release(actor, id);
      done += 2;
    }
  });
  const sequencer = (async () => {
    while (performance.now() < end) {
      await sequence(db, vault);
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  })();
  await Promise.all([...workers, sequencer]);
  return done / seconds;
}

async function measureProofs(): Promise<void> {
  const created = await createDatabase();
  const database = await openDatabase({ kind: 'server', url: created.url });
  const { db } = database;
  try {
    await migrate(db);
    console.log(`proofs, ${PROOFS} each, median:`);
    let from = 0;
    for (const size of values.sizes.split(',').map(Number)) {
      await seedLeaves(db, from, size);
      from = size;
      await signCheckpoint(db, vault, new Date());
      const inclusion: number[] = [];
      const consistency: number[] = [];
      let bytes = 0;
      for (let at = 0; at < PROOFS; at += 1) {
        const index = Math.floor((size * at) / PROOFS);
        const begun = performance.now();
        const proof = await proveEntry(db, vault, { index, withBody: false, now: new Date() });
        inclusion.push(performance.now() - begun);
        bytes = Math.max(bytes, proof.length);
        const between = performance.now();
        await consistencyProof(storedNodes(db, size), index, size);
        consistency.push(performance.now() - between);
      }
      console.log(
        `  ${size} entries: inclusion ${median(inclusion).toFixed(1)} ms, ${bytes} bytes; consistency ${median(consistency).toFixed(1)} ms`,
      );
    }
  } finally {
    await database.close();
    await created.drop();
  }
}

async function measureVerification(): Promise<void> {
  const created = await createDatabase();
  const database = await openDatabase({ kind: 'server', url: created.url });
  const { db } = database;
  const folder = mkdtempSync(join(tmpdir(), 'vigie-bench-log-'));
  try {
    await migrate(db);
    const size = Number(values.verify);
    await seedLeaves(db, 0, size);
    await writeExport(folder, exportLog(db, vault, { withBodies: false, clock: SYSTEM_CLOCK }));
    const signer = await readLogSigner(db, vault);
    const leaf = Buffer.alloc(33);
    const bare: number[] = [];
    const whole: number[] = [];
    for (let round = 0; round < Number(values.rounds); round += 1) {
      bare.push(
        await cpuSeconds(async () => {
          for (let at = 0; at < size; at += 1) {
            leaf.writeUInt32BE(at, 1);
            hash('sha256', leaf, 'buffer');
          }
        }),
      );
      whole.push(
        await cpuSeconds(async () => {
          const report = await verifyExport(exportFolder(folder), signer);
          if (report.fault !== null || report.size !== size) throw new Error('expected an intact log');
        }),
      );
    }
    const [least, most] = [leastOf(bare), leastOf(whole)];
    console.log(`verification of ${size} exported entries, seconds of computing, least of ${bare.length}:`);
    console.log(
      `  SHA-256 of each leaf alone   ${least.least.toFixed(2)} (spread ${least.spread.toFixed(2)})`,
    );
    console.log(`  whole verification           ${most.least.toFixed(2)} (spread ${most.spread.toFixed(2)})`);
    console.log(`  whole / bare                 ${(most.least / least.least).toFixed(2)}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
    await database.close();
    await created.drop();
  }
}

async function cpuSeconds(run: () => Promise<void>): Promise<number> {
  const before = process.cpuUsage();
  await run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

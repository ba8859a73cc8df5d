import { parseArgs } from 'node:util';
import { type Kysely, sql } from 'kysely';
import { pickNext } from '../../../queue/review/pick-next.ts';
import { migrate, openDatabase, readStatus, type Schema } from '../../../queue/storage/index.ts';
import { createDatabase } from '../../support/migrated-template.ts';
import { actorOf } from '../../support/people.ts';

/** How often each question is asked. */
const TIMES = 200;

const { values } = parseArgs({
  options: {
    open: { type: 'string', default: '1000,100000' },
    posts: { type: 'string', default: '1000,1000000' },
  },
});
const created = await createDatabase();
const { db, close } = await openDatabase({ kind: 'server', url: created.url });
try {
  await migrate(db);
  const ana = actorOf('ana', ['reviewer']);
  for (const open of values.open.split(',').map(Number)) {
    await fill(db, open);
    const next = () => db.transaction().execute((tx) => pickNext(tx, ana, { lane: 'review' }, new Date()));
    console.log(`next of ${open} open items: ${await timed(next)}`);
  }
  let stored = 0;
  for (const posts of values.posts.split(',').map(Number)) {
    await collect(db, stored, posts);
    stored = posts;
    console.log(`status of ${posts} posts: ${await timed(() => readStatus(db))}`);
  }
} finally {
  await close();
  await created.drop();
}

/** Open items in four languages, one of which the person does not read, a thousand an hour. */
async function fill(records: Kysely<Schema>, count: number): Promise<void> {
  await sql`truncate vigie.items cascade`.execute(records);
  await sql`
    insert into vigie.items (id, lane, state, post_id, content_token, source_id, language, opened_at)
    select 'item-' || n, 'review', 'waiting', 'post-' || n, decode(md5(n::text), 'hex'), 'source',
      (array['en', 'ar', 'fr', 'xx'])[1 + n % 4], now() - n / 1000 * interval '1 hour'
    from generate_series(1, ${count}::integer) n
  `.execute(records);
  await sql`vacuum analyze vigie.items`.execute(records);
}

/** Posts that were scored, a hundred a statement, as workers write them. */
async function collect(records: Kysely<Schema>, from: number, until: number): Promise<void> {
  await sql`
    do $$ begin
      for n in ${sql.lit(from)}..${sql.lit(until - 1)} by 100 loop
        insert into vigie.posts (id, source_id, batch_id, collected_at, status)
        select 'post-' || at, 'source', 'batch-' || n, now(), (array['none', 'none', 'none', 'review'])[1 + at % 4]
        from generate_series(n, least(n + 99, ${sql.lit(until - 1)})) at;
      end loop;
    end $$
  `.execute(records);
}

/** Percentiles of asking it again and again, ms. */
async function timed(ask: () => Promise<unknown>): Promise<string> {
  const times: number[] = [];
  for (let at = 0; at < TIMES; at += 1) {
    const began = performance.now();
    await ask();
    times.push(performance.now() - began);
  }
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => (sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN).toFixed(1);
  return `p50 ${at(0.5)} ms, p95 ${at(0.95)} ms`;
}

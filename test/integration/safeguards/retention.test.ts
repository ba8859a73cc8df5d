import { Readable } from 'node:stream';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../../queue/contracts/index.ts';
import { sequence, verifyLog } from '../../../queue/log/index.ts';
import {
  eraseItem,
  KeyCollector,
  readErasures,
  readKeys,
  readSnapshot,
  readStatus,
  writeSnapshot,
} from '../../../queue/storage/index.ts';
import { COLUMNS } from '../../support/columns.ts';
import { retentionScene, SCENE_VAULT } from '../../support/retention-scene.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const CANARY = 'zilpzalp';

describe.each(COLUMNS)('retention by outcome, %s column', (name) => {
  const scene = retentionScene(name, {
    author: `author-${CANARY}`,
    permalink: `https://board.example/${CANARY}`,
  });
  const { db, flag, expire, countLeft, itemOf } = scene;

  /** As the desk ends an item: what the outcome is, and when. */
  async function conclude(outcome: Outcome, like = '%'): Promise<string> {
    const { rows } = await sql<{ id: string }>`
      with judged as (
        insert into vigie.decisions (item_id, stage, outcome, reason, actor, decided_at)
        select id, 'second', ${outcome}, 'other_topic', 'somebody', ${new Date(scene.clock.now())} from vigie.items
        where post_id in (select post_id from vigie.sealed_posts) and outcome is null and id like ${like}
        returning id, item_id
      )
      update vigie.items i set outcome = ${outcome}, state = 'outcome', judged_by = 'somebody',
        judged_at = ${new Date(scene.clock.now())}, concluding_decision = j.id, second_decision = j.id
      from judged j where j.item_id = i.id returning i.id
    `.execute(db());
    return rows[0]?.id ?? '';
  }

  it.each([
    ['sealed_posts', `erase_at = 'infinity'`],
    ['sealed_posts', `erase_at = class_from + interval '181 days'`],
    ['sealed_posts', `class = 'not_offer', erase_at = class_from + interval '73 hours'`],
    ['sealed_posts', `class = 'offer', erase_at = class_from + interval '1096 days'`],
    ['sealed_posts', `class_from = 'infinity', erase_at = 'infinity'`],
    ['sealed_posts', `class = 'for ever'`],
    ['sealed_batches', `erase_at = staged_at + interval '25 hours'`],
    ['sealed_batches', `erase_at = 'infinity', staged_at = 'infinity'`],
  ])('RET-01 the records of %s refuse: %s', async (table, change) => {
    await flag('[review] one');
    await expect(sql.raw(`update vigie.${table} set ${change}`).execute(db())).rejects.toMatchObject({
      code: '23514',
    });
  });

  it('RET-01 every column that can hold a text lies in a table with an end', async () => {
    const { rows } = await sql<{ table: string }>`
      select distinct table_name as table from information_schema.columns
      where table_schema = 'vigie' and column_name in ('sealed', 'texts', 'wrapped_key', 'keys') order by 1
    `.execute(db());
    // Sign-ins end after minutes; contests, reports and bodies of the log are pruned by dates of their own. Notices have no key:
    // what they say is sealed under that of their post, and ends with it.
    const elsewhere = ['ceremonies', 'contests', 'controls', 'log_bodies', 'notices', 'reports'];
    const ending = ['samples', 'sealed_batches', 'sealed_posts'];
    expect(rows.map((row) => row.table)).toEqual([...elsewhere, ...ending]);
    const { rows: ends } = await sql<{ n: number }>`
      select count(*) as n from information_schema.columns where table_schema = 'vigie'
        and column_name = 'erase_at' and is_nullable = 'NO' and table_name = any(${ending}::text[])
    `.execute(db());
    expect(ends[0]?.n).toBe(3);
  });

  it('RET-02 a text that was erased cannot be read from an old backup, and its neighbour can', async () => {
    await flag('[review] goes', '[review] stays');
    const old = await snapshot();
    await conclude('not_offer', `${await itemOf('[review] goes')}%`);
    await conclude('offer');
    await expire();
    scene.clock.advance(72 * HOUR_MS);
    await expire();
    expect(await countLeft()).toBe(1);
    const newest = await snapshot();

    await scene.column.reset();
    await readSnapshot(db(), old.head, Readable.from(old.rows), newest.keys);
    const texts = await db().selectFrom('vigie.sealed_posts').selectAll().execute();
    expect(texts.map((row) => open(row))).toEqual([expect.stringContaining('[review] stays')]);
    // The bytes are in the old file; under no key there is do they open.
    const gone = old.rows.filter((line) => line.startsWith('{"table":"sealed_posts"')).join('\n');
    const sealed = /"sealed":"\\\\x([0-9a-f]+)"/g;
    const blocks = [...gone.matchAll(sealed)].map(([, hex = '']) => Buffer.from(hex, 'hex'));
    expect(blocks).toHaveLength(2);
    const opened = blocks.flatMap((bytes) =>
      [...newest.keys].filter(([id, key]) => opens(id, Buffer.from(key, 'hex'), bytes)),
    );
    expect(opened).toHaveLength(1);
    expect((await verifyLog(db(), SCENE_VAULT)).fault).toBeNull();
    const { rows } = await sql<{ state: string }>`select state from vigie.items order by state`.execute(db());
    expect(rows.map((row) => row.state)).toEqual(['erased', 'waiting']);
  });

  it('CON-04 what was erased since comes back from an old backup with nothing that was written about it', async () => {
    await flag('[review] contested');
    const id = await itemOf('[review] contested');
    const row = await db().selectFrom('vigie.sealed_posts').selectAll().executeTakeFirstOrThrow();
    const note = SCENE_VAULT.sealUnder(row.post_id, row.wrapped_key, 'a note that quotes it');
    await sql`
      insert into vigie.decisions (item_id, stage, outcome, reason, sealed_note, actor, decided_at)
      values (${id}, 'first', 'offer', 'crossing_offered', ${note}, 'ana', now())
    `.execute(db());
    await sql`
      insert into vigie.item_questions (item_id, kind, sealed_words, asked_by, asked_at)
      values (${id}, 'word', ${note}, 'ana', now())
    `.execute(db());
    const old = await snapshot();
    await db()
      .transaction()
      .execute((tx) => eraseItem(tx, id));
    const newest = await snapshot();

    await scene.column.reset();
    await readSnapshot(db(), old.head, Readable.from(old.rows), newest.keys);
    expect(await countLeft()).toBe(0);
    expect(await dump()).not.toContain(Buffer.from(note).toString('hex'));
    const { rows } = await sql`select state, author_token, body from vigie.items i
      join vigie.posts p on p.id = i.post_id join vigie.assessments a on a.post_id = p.id`.execute(db());
    expect(rows).toEqual([{ state: 'erased', author_token: null, body: null }]);
  });

  it('RET-03 what nobody decided ends with its class, and no policy can say more than 180 days', async () => {
    await flag('[review] undecided', '[protect] undecided');
    scene.clock.advance(90 * DAY_MS - 1000);
    await expire();
    expect(await countLeft()).toBe(2);
    scene.clock.advance(1000);
    await expire();
    expect(await countLeft()).toBe(0);
    const { rows } = await sql<{ state: string }>`select state from vigie.items`.execute(db());
    expect(rows.map((row) => row.state)).toEqual(['erased', 'erased']);
  });

  it('RET-05 what is no offer loses its personal data within 72 hours, and the counters stay', async () => {
    await flag(`[review] ${CANARY} one`, `[review] ${CANARY} two`);
    await conclude('not_offer');
    const before = await readStatus(db());
    await expire();
    scene.clock.advance(72 * HOUR_MS);
    await expire();
    expect(await countLeft()).toBe(0);
    const { rows } = await sql<{ n: number }>`select count(author_token) as n from vigie.posts`.execute(db());
    expect(rows[0]?.n).toBe(0);
    const bodies = await sql<{ n: number }>`select count(body) as n from vigie.assessments`.execute(db());
    expect(bodies.rows[0]?.n).toBe(0);
    const after = await readStatus(db());
    expect({ posts: after.posts, items: after.items }).toEqual({ posts: before.posts, items: before.items });
    expect(await dump()).not.toContain(CANARY);
  });

  it('RET-05 a judgment that was taken back makes the text wait again', async () => {
    await flag('[review] one');
    await conclude('not_offer');
    await expire();
    await sql`update vigie.items set outcome = null, state = 'waiting'`.execute(db());
    await expire();
    scene.clock.advance(89 * DAY_MS);
    await expire();
    expect(await countLeft()).toBe(1);
  });

  it.each([
    ['offer', 180],
    ['protect', 30],
    ['unresolved', 30],
  ] as const)('RET-05 a text that ended as %s is kept for %i days from then', async (outcome, days) => {
    await flag('[review] one');
    await conclude(outcome);
    await expire();
    scene.clock.advance(days * DAY_MS - 1000);
    await expire();
    expect(await countLeft()).toBe(1);
    scene.clock.advance(1000);
    await expire();
    expect(await countLeft()).toBe(0);
  });

  it('RET-06 LOG-10 an erasure has a certificate in the log: counts and commitments, no content', async () => {
    await flag(`[review] ${CANARY}`, `harmless ${CANARY}`);
    await conclude('not_offer');
    await expire();
    scene.clock.advance(48 * HOUR_MS);
    await expire();
    await sequence(db(), SCENE_VAULT);
    const [certificate, ...more] = await readErasures(db(), SCENE_VAULT, { limit: 10 });
    expect(more).toEqual([]);
    const entry = JSON.parse(certificate?.entry ?? '');
    expect(entry.body).toMatchObject({ texts: 2, classes: { not_offer: 1, unflagged: 1 } });
    expect(certificate).toMatchObject({ holds: true, texts: 2, root: entry.body.root });
    expect(JSON.stringify(certificate)).not.toContain(CANARY);
    expect((await verifyLog(db(), SCENE_VAULT)).fault).toBeNull();
    expect(await readErasures(db(), SCENE_VAULT, { index: certificate?.index ?? -1 })).toEqual([certificate]);
    // What it commits to cannot be exchanged unseen.
    await sql`update vigie.erasures set post_ids[1] = 'another'`.execute(db());
    expect((await readErasures(db(), SCENE_VAULT, { limit: 1 }))[0]?.holds).toBe(false);
  });

  it('RET-07 a clock that is set back keeps nothing longer', async () => {
    scene.clock.advance(91 * DAY_MS);
    await expire();
    // The clock goes back three months; what comes in now has its end before the latest time that was seen.
    scene.beginAgain();
    await flag('[review] one');
    await expire();
    expect(await countLeft()).toBe(0);
  });

  it('ACC-07 who owns the database sees sealed texts only', async () => {
    await flag(`[review] ${CANARY}`, `[protect] ${CANARY}`, `harmless ${CANARY}`);
    const all = await dump();
    for (const form of [CANARY, Buffer.from(CANARY).toString('hex'), Buffer.from(CANARY).toString('base64')])
      expect(all.toLowerCase()).not.toContain(form.toLowerCase());
    expect(all).toContain('sealed_posts');
  });

  /** Every row of every table of the database, as its superuser reads them, and the queue's store. */
  async function dump(): Promise<string> {
    const { rows: tables } = await sql<{ schema: string; name: string }>`
      select table_schema as schema, table_name as name from information_schema.tables
      where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')
    `.execute(db());
    const parts: string[] = [await scene.column.dumpQueue()];
    for (const { schema, name: table } of tables) {
      const { rows } = await sql`select to_jsonb(t) as row from ${sql.id(schema, table)} t`.execute(db());
      parts.push(`${table} ${JSON.stringify(rows)}`);
    }
    return parts.join('\n');
  }

  async function snapshot() {
    const collector = new KeyCollector();
    const madeAt = new Date(scene.clock.now()).toISOString();
    const lines: string[] = [];
    for await (const line of writeSnapshot(db(), { madeAt, vaultKey: null }, collector)) lines.push(line);
    const [head = '', ...rows] = lines;
    const made = { madeAt, fingerprint: null };
    return { head, rows, keys: await readKeys(Readable.from(collector.lines(made)), made) };
  }
});

interface SealedRow {
  readonly post_id: string;
  readonly wrapped_key: Uint8Array;
  readonly sealed: Uint8Array;
}

function open(row: SealedRow): string {
  return SCENE_VAULT.open(row.post_id, { wrappedKey: row.wrapped_key, sealed: row.sealed });
}

function opens(post_id: string, wrapped_key: Uint8Array, sealed: Uint8Array): boolean {
  try {
    return open({ post_id, wrapped_key, sealed }) !== '';
  } catch {
    return false;
  }
}

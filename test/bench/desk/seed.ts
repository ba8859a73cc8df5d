import { createHash } from 'node:crypto';
import type { Pool } from 'pg';
import pg from 'pg';
import { createVault, type MasterKey, type Vault } from '../../../queue/vault/index.ts';
import { createScorer, loadRules, type Scorer, shippedPacksDir } from '../../../rules/index.ts';
import { seeded } from '../workload.ts';

export interface Seeding {
  readonly url: string;
  readonly key: MasterKey;
  /** Items in all, closed ones among them. */
  readonly items: number;
  /** Items that wait, in the review lane. */
  readonly open: number;
  readonly entries: number;
}

/** The languages in which the seeded items are, as many items of each. */
export const LANGUAGES = ['ar', 'fa', 'en', 'fr', 'es', 'am', 'ur', 'hi', 'bn', 'vi', 'zh', 'ru', 'tr'];
const BATCH = 5000;
const DAYS = 90;
const WORDS = (
  'we take people over the river every week seats left pay after arrival safe driver harbour market opens at nine ' +
  'bread and tea on sunday the road north is long call the office about the house that is for rent near the station'
).split(' ');

/**
 * Items as reviewing leaves them: most closed by one judgment, their texts still kept, and the log's entries about them.
 * Texts are sealed by the vault and assessed by the rules, since the dashboard opens both; what it never reads here (the
 * chain's hashes, bodies of old entries) only has its size.
 */
export async function seedRecords(seeding: Seeding): Promise<void> {
  const pool = new pg.Pool({ connectionString: seeding.url, max: 2 });
  const loaded = await loadRules(shippedPacksDir(), null);
  if (!loaded.ok) throw new Error('expected the shipped packs to load');
  const scorer = createScorer(loaded.compiled, { release: 'bench' });
  const vault = createVault(seeding.key);
  try {
    for (let from = 0; from < seeding.items; from += BATCH) {
      const until = Math.min(seeding.items, from + BATCH);
      const rows = Array.from({ length: until - from }, (_, at) =>
        itemRow(seeding, vault, scorer, from + at),
      );
      await insertItems(pool, rows);
    }
    await insertEntries(pool, seeding.entries);
    await pool.query('vacuum analyze');
  } finally {
    await pool.end();
  }
}

function itemRow({ items, open }: Seeding, vault: Vault, scorer: Scorer, number: number) {
  const random = seeded(number + 1);
  const text = `${Array.from({ length: 45 }, () => WORDS[Math.floor(random() * WORDS.length)]).join(' ')} (${number})`;
  const postId = vault.token('post', 'bench', String(number)).toString('hex').slice(0, 32);
  const content = vault.token('content', text);
  const { wrappedKey, sealed } = vault.seal(postId, JSON.stringify({ version: 2, text }));
  const { score, ...assessment } = scorer.score({ text });
  // The youngest wait; the others were judged the day after they came.
  const opened = Date.now() - (1 - number / items) * DAYS * 86_400_000;
  return {
    id: content.toString('hex').slice(0, 24),
    post_id: postId,
    content: content.toString('base64'),
    key: Buffer.from(wrappedKey).toString('base64'),
    sealed: Buffer.from(sealed).toString('base64'),
    score: score ?? 0,
    body: JSON.stringify({ ...assessment, lane: 'review', score: score ?? 0 }),
    commitment: createHash('sha256').update(postId).digest('base64'),
    language: LANGUAGES[number % LANGUAGES.length],
    number,
    opened_at: new Date(opened).toISOString(),
    is_open: number >= items - open,
  };
}

/** One statement a table, from one parameter; triggers and constraints that look across tables are not asked. */
async function insertItems(pool: Pool, rows: readonly Readonly<Record<string, unknown>>[]): Promise<void> {
  const given = `with given as (select * from json_to_recordset($1::json) as t (id text, post_id text, content text, key text,
    sealed text, score integer, body text, commitment text, language text, number bigint, opened_at timestamptz, is_open boolean))`;
  const statements = [
    `insert into vigie.posts (id, source_id, batch_id, language, published_at, collected_at, status)
      select post_id, 'bench', 'bench-' || number / 100, language, opened_at, opened_at, 'review' from given`,
    `insert into vigie.sealed_posts (post_id, wrapped_key, sealed, class, class_from, erase_at)
      select post_id, decode(key, 'base64'), decode(sealed, 'base64'), 'undecided', opened_at, opened_at + interval '180 days'
        from given`,
    `insert into vigie.assessments (post_id, release, lane, score, language, body, salt, commitment, entry_id, leaf)
      select post_id, 'bench', 'review', score, language, body, decode(md5(post_id), 'hex'), decode(commitment, 'base64'),
        number + 1, 0 from given`,
    `insert into vigie.decisions (id, item_id, stage, outcome, reason, actor, decided_at, dwell_ms)
      overriding system value
      select number + 1, id, 'first', 'not_offer', 'other_topic', 'account-' || number % 60, opened_at + interval '1 day', 9000
      from given where not is_open`,
    `insert into vigie.items (id, lane, state, post_id, content_token, source_id, language, opened_at, judged_by, judged_at,
        outcome, author_category, claim_no, concluding_decision)
      select id, 'review', case when is_open then 'waiting' else 'outcome' end, post_id, decode(content, 'base64'), 'bench',
        language, opened_at, case when not is_open then 'account-' || number % 60 end,
        case when not is_open then opened_at + interval '1 day' end, case when not is_open then 'not_offer' end, 'unknown',
        case when is_open then 0 else 1 end, case when not is_open then number + 1 end from given`,
    `insert into vigie.item_members (post_id, item_id, joined_at) select post_id, id, opened_at from given`,
  ];
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query("set local session_replication_role = 'replica'");
    for (const statement of statements) await client.query(`${given} ${statement}`, [JSON.stringify(rows)]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}

async function insertEntries(pool: Pool, entries: number): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query("set session_replication_role = 'replica'");
    // With the triggers off a body would stay where it only passes through.
    await client.query(
      `insert into vigie.log_entries (kind, subject)
        select 'item.judged', md5(n::text) from generate_series(1, $1::bigint) n`,
      [entries],
    );
    await client.query(
      `insert into vigie.log_leaves (index, entry_id, commitment)
        select entry_id - 1, entry_id, sha256(int8send(entry_id)) from vigie.log_entries`,
    );
    await client.query(
      `insert into vigie.log_bodies (entry_id, wrapped_key, sealed)
        select entry_id, sha256(int8send(entry_id)), convert_to(repeat(md5(entry_id::text), 9), 'UTF8')
        from vigie.log_entries`,
    );
    await client.query(
      `select setval(pg_get_serial_sequence('vigie.decisions', 'id'), (select max(id) from vigie.decisions))`,
    );
    await client.query("set session_replication_role = 'origin'");
  } finally {
    client.release();
  }
}

import { sql } from 'kysely';
import type { Outcome } from '../contracts/decision.ts';
import { SealedPost } from '../contracts/post.ts';
import { appendEntry } from '../log/append.ts';
import { openItems } from '../storage/items.ts';
import { recallItem } from '../storage/recalls.ts';
import { countSample } from '../storage/samples.ts';
import type { Vault } from '../vault/index.ts';
import { readSealed } from './item-post.ts';
import { type ItemRow, readDeskItem } from './item-row.ts';
import { RELEASED, type Step, update } from './step.ts';

/** Whether the item shows a post that nothing flagged. */
export async function isSample({ tx, row }: Step): Promise<boolean> {
  const { rows } = await sql`select from vigie.samples where item_id = ${row.id}`.execute(tx);
  return rows.length > 0;
}

/**
 * Ends a sample where an item of a post would have come to its outcome; an offer waits for its second reviewer as any other,
 * because one reviewer in a hundred errs more often than rules do. Only the answer is counted: an offer that was missed goes
 * nowhere. Where somebody is at risk the post goes to protection, since nobody may be left there for the sake of a count.
 */
export async function endSample(step: Step, vault: Vault): Promise<void> {
  const { tx, actor, now } = step;
  const row = await readDeskItem(tx, step.row.id, false);
  const answer = answerOf(row);
  if (answer === null) return;
  if (answer === 'protect') await bringToProtection(step, vault);
  await update(step, { ...RELEASED, lane: 'review', state: 'outcome', outcome: answer, judged_by: actor.id });
  await countSample(tx, { itemId: row.id, answer, actor: actor.id, now });
}

/** What people said of it in the end; `null` while they are still at it. */
function answerOf({ lane, state, outcome }: ItemRow): Outcome | null {
  if (lane === 'protect') return 'protect';
  // Two people said offer, the rules heard press or aid: of an item oversight would have the last word.
  if (state === 'agreed') return 'unresolved';
  return state === 'outcome' ? (outcome ?? 'unresolved') : null;
}

/** So long a text is kept that was brought here, unless protection has said more of it by then, days. */
const KEPT_DAYS = 7;

/**
 * Opens the item of the sampled post in the protection lane, with its text sealed anew for the post. Where a copy of it was
 * handed over, that is called back, as from every other way into protection.
 */
async function bringToProtection({ tx, row, actor, now }: Step, vault: Vault): Promise<void> {
  const stored = await readSealed(tx, row);
  const { rows } = await sql<{ post_id: string }>`
    update vigie.posts p set status = 'protect' from vigie.samples s
    where s.item_id = ${row.id} and p.id = s.post_id and p.status = 'none' returning p.id as post_id
  `.execute(tx);
  const postId = rows[0]?.post_id;
  if (stored === undefined || postId === undefined) return;
  const content = vault.open(row.id, { wrappedKey: stored.wrapped_key, sealed: stored.sealed });
  const { text } = SealedPost.parse(JSON.parse(content));
  const { wrappedKey, sealed } = vault.seal(postId, content);
  await sql`
    insert into vigie.sealed_posts (post_id, wrapped_key, sealed, class, class_from, erase_at)
    values (${postId}, ${wrappedKey}::bytea, ${sealed}::bytea, 'undecided', ${now},
      ${now}::timestamptz + make_interval(days => ${KEPT_DAYS}))
  `.execute(tx);
  const post = {
    postId,
    lane: 'protect',
    contentToken: vault.token('content', text.trim()),
    permalinkToken: null,
    sourceId: row.source_id,
    language: row.language,
    departures: [],
    origin: 'unknown',
    destination: 'unknown',
  } as const;
  const { opened, reopened, protectedNow } = await openItems(tx, [post], now, 'unknown');
  for (const subject of new Set([...opened, ...reopened, ...protectedNow])) {
    await appendEntry(tx, {
      kind: 'item.protected',
      actor: actor.id,
      at: now,
      subject,
      body: { from: 'sample' },
    });
  }
  for (const itemId of protectedNow) await recallItem(tx, vault, { itemId, actor: actor.id, now });
}

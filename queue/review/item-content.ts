import type { Kysely } from 'kysely';
import { Assessment } from '../contracts/assessment.ts';
import type { Decision } from '../contracts/decision.ts';
import { SealedPost } from '../contracts/post.ts';
import type { Schema } from '../storage/schema.ts';
import type { Vault } from '../vault/index.ts';
import { type ItemRow, standingOf, summaryOf } from './item-row.ts';
import { allowedSteps } from './machine.ts';
import { type ItemContent, type Reveal, UNDO_MINUTES } from './port.ts';

/**
 * What `actor` may see of an item now: the post always while its text exists; score, rules and earlier decisions only
 * once the actor has judged it, or it is closed (HUM-02).
 */
export async function readContent(
  db: Kysely<Schema>,
  vault: Vault,
  row: ItemRow,
  actor: string,
  now: number,
): Promise<ItemContent> {
  const post = await openPost(db, vault, row.post_id);
  const standing = standingOf(row);
  const steps = allowedSteps(standing, actor, now, UNDO_MINUTES * 60_000);
  const mayReveal = row.state === 'outcome' || (row.state === 'revealed' && row.judged_by === actor);
  const isHeld = row.state === 'claimed' && (standing.leaseUntil ?? 0) > now;
  return {
    ...summaryOf(row),
    text: post?.sealed.text ?? '',
    isCut: post?.sealed.isCut ?? false,
    isErased: post === undefined,
    media: post?.sealed.media ?? [],
    ...threadOf(post?.sealed),
    publishedAt: post?.publishedAt ?? null,
    leaseUntil: isHeld ? (row.lease_until?.toISOString() ?? null) : null,
    isMine: isHeld && row.claimed_by === actor,
    steps: post ? steps : steps.filter((step) => step === 'release'),
    reveal: mayReveal ? await readReveal(db, vault, row) : null,
  };
}

function threadOf(sealed: SealedPost | undefined): Pick<ItemContent, 'thread'> {
  const thread = sealed?.thread;
  if (thread === undefined) return {};
  return { thread: { title: thread.title ?? null, isAnswer: thread.replyTo !== undefined } };
}

interface OpenedPost {
  readonly sealed: SealedPost;
  readonly publishedAt: string | null;
}

/** `undefined` once the text was erased. */
async function openPost(db: Kysely<Schema>, vault: Vault, postId: string): Promise<OpenedPost | undefined> {
  const row = await db
    .selectFrom('vigie.posts')
    .innerJoin('vigie.sealed_posts', 'vigie.sealed_posts.post_id', 'vigie.posts.id')
    .select(['published_at', 'wrapped_key', 'sealed'])
    .where('vigie.posts.id', '=', postId)
    .executeTakeFirst();
  if (!row) return undefined;
  const text = vault.open(postId, { wrappedKey: row.wrapped_key, sealed: row.sealed });
  return {
    sealed: SealedPost.parse(JSON.parse(text)),
    publishedAt: row.published_at?.toISOString() ?? null,
  };
}

async function readReveal(db: Kysely<Schema>, vault: Vault, row: ItemRow): Promise<Reveal | null> {
  const stored = await db
    .selectFrom('vigie.assessments')
    .select('body')
    .where('post_id', '=', row.post_id)
    .executeTakeFirst();
  if (typeof stored?.body !== 'string') return null;
  return {
    assessment: Assessment.parse(JSON.parse(stored.body)),
    decisions: await readDecisions(db, vault, row),
  };
}

async function readDecisions(db: Kysely<Schema>, vault: Vault, row: ItemRow): Promise<Decision[]> {
  const rows = await db
    .selectFrom('vigie.decisions as d')
    .innerJoin('vigie.items as i', 'i.id', 'd.item_id')
    .leftJoin('vigie.sealed_posts as s', 's.post_id', 'i.post_id')
    .select(['d.stage', 'd.outcome', 'd.reason', 'd.sealed_note', 'd.actor', 'd.decided_at', 's.wrapped_key'])
    .where('d.item_id', '=', row.id)
    .where('d.undone_at', 'is', null)
    .orderBy('d.id')
    .execute();
  return rows.map((decision) => ({
    version: 1,
    itemId: row.id,
    stage: decision.stage as Decision['stage'],
    outcome: decision.outcome as Decision['outcome'],
    reason: decision.reason,
    ...(decision.sealed_note && decision.wrapped_key
      ? { note: vault.open(row.post_id, { wrappedKey: decision.wrapped_key, sealed: decision.sealed_note }) }
      : {}),
    actor: decision.actor,
    decidedAt: decision.decided_at.toISOString(),
  }));
}

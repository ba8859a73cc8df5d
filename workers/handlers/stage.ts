import { createHash } from 'node:crypto';
import {
  type CollectedPost,
  MAX_POST_LENGTH,
  MAX_POSTS_PER_JOB,
  SealedPost,
} from '../../queue/contracts/index.ts';
import { scorePostsRequest } from '../../queue/jobs/index.ts';
import { appendEntry } from '../../queue/log/index.ts';
import { insertOutbox, insertStaged, type StagedPost } from '../../queue/storage/index.ts';
import type { Vault } from '../../queue/vault/index.ts';
import type { WorkerContext } from '../context.ts';

export type StageContext = Pick<WorkerContext, 'db' | 'vault' | 'policy' | 'clock' | 'nudge'>;

export interface Staged {
  readonly fresh: number;
  readonly known: number;
}

/** Something more to do in the same transaction, such as noting how far an import has come. */
export type AlsoInTransaction = (tx: StageContext['db'], staged: Staged) => Promise<void>;

/**
 * Stores collected posts: sealed text, keyed tokens, the job that will score them and the log entry, in one
 * transaction per hundred. Posts that are known already are left as they are, so a round may be repeated at any time.
 */
export async function stagePosts(
  context: StageContext,
  sourceId: string,
  posts: readonly CollectedPost[],
  actor: string,
  also?: AlsoInTransaction,
): Promise<Staged> {
  const total = { fresh: 0, known: 0 };
  for (let from = 0; from < posts.length; from += MAX_POSTS_PER_JOB) {
    const isLast = from + MAX_POSTS_PER_JOB >= posts.length;
    const batch = posts.slice(from, from + MAX_POSTS_PER_JOB);
    const staged = await stageBatch(context, sourceId, batch, actor, isLast ? also : undefined);
    total.fresh += staged.fresh;
    total.known += staged.known;
  }
  return total;
}

async function stageBatch(
  context: StageContext,
  sourceId: string,
  batch: readonly CollectedPost[],
  actor: string,
  also: AlsoInTransaction | undefined,
): Promise<Staged> {
  const sealed = sealBatch(context.vault, sourceId, batch);
  const collectedAt = new Date(context.clock.now());
  const eraseAt = new Date(collectedAt.getTime() + context.policy.retention.unflaggedHours * 3_600_000);
  const batchId = batchIdOf(sealed);
  const staged = await context.db.transaction().execute(async (tx) => {
    const fresh = await insertStaged(tx, { sourceId, batchId, collectedAt, eraseAt, posts: sealed });
    const counts = { fresh: fresh.length, known: batch.length - fresh.length };
    if (fresh.length > 0) {
      await insertOutbox(tx, [scorePostsRequest(batchId, fresh.sort())]);
      await appendEntry(tx, {
        kind: 'posts.collected',
        actor,
        at: collectedAt.toISOString(),
        subject: sourceId,
        body: { batch: batchId, posts: fresh.length },
      });
    }
    await also?.(tx, counts);
    return counts;
  });
  if (staged.fresh > 0) context.nudge();
  return staged;
}

/** Later copies of one key within a batch are dropped: one statement cannot store a post twice. */
function sealBatch(vault: Vault, sourceId: string, batch: readonly CollectedPost[]): StagedPost[] {
  const byId = new Map<string, StagedPost>();
  for (const post of batch) {
    const id = postIdOf(vault, sourceId, post.key);
    if (!byId.has(id)) byId.set(id, sealPost(vault, id, post));
  }
  return [...byId.values()];
}

/** Keyed, so that nobody who reads the records can tell whether a given public post is among them. */
export function postIdOf(vault: Vault, sourceId: string, key: string): string {
  return vault.token('post', sourceId, key).toString('hex', 0, 16);
}

function sealPost(vault: Vault, id: string, post: CollectedPost): StagedPost {
  const isCut = post.text.length > MAX_POST_LENGTH;
  const content: SealedPost = {
    version: 1,
    text: isCut ? post.text.slice(0, MAX_POST_LENGTH).toWellFormed() : post.text,
    ...(isCut ? { isCut } : {}),
    ...(post.permalink === undefined ? {} : { permalink: post.permalink }),
    ...(post.author === undefined ? {} : { author: post.author }),
    ...(post.media === undefined || post.media.length === 0 ? {} : { media: post.media }),
  };
  const { wrappedKey, sealed } = vault.seal(id, JSON.stringify(content));
  return {
    id,
    // A token per post: two posts of one author share nothing that could be joined.
    authorToken: post.author === undefined ? null : vault.token('author', id, post.author),
    language: post.language ?? null,
    publishedAt: post.publishedAt === undefined ? null : new Date(post.publishedAt),
    wrappedKey,
    sealed,
  };
}

/** The same posts staged again are the same batch, so their job has the same id. */
function batchIdOf(posts: readonly StagedPost[]): string {
  const hash = createHash('sha256');
  for (const post of posts) hash.update(post.id);
  return hash.digest('hex').slice(0, 32);
}

/** The sealed part of a stored post. */
export function parseSealedPost(json: string): SealedPost {
  return SealedPost.parse(JSON.parse(json));
}

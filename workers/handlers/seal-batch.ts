import { createHash } from 'node:crypto';
import { type CollectedPost, MAX_POST_LENGTH, type SealedPost } from '../../queue/contracts/index.ts';
import type { StagedBatch, StagedPost } from '../../queue/storage/index.ts';
import type { Vault } from '../../queue/vault/index.ts';
import type { WorkerContext } from '../context.ts';
import type { NewPost } from './identify-posts.ts';

/** Seals the texts of posts that will be stored together, under one key: they are scored together, and destroyed then. */
export function sealBatch(
  context: Pick<WorkerContext, 'vault' | 'policy' | 'clock'>,
  { sourceId, roundId }: { readonly sourceId: string; readonly roundId?: number },
  posts: readonly NewPost[],
): StagedBatch {
  const collectedAt = new Date(context.clock.now());
  return {
    sourceId,
    batchId: batchIdOf(posts),
    roundId: roundId ?? null,
    collectedAt,
    eraseAt: new Date(collectedAt.getTime() + context.policy.retention.unflaggedHours * 3_600_000),
    endsWithSuspension: true,
    posts: posts.map((post) => describePost(context.vault, post)),
    block: context.vault.sealTogether(
      posts.map(({ id }) => id),
      posts.map(({ post }) => sealedContent(post)),
    ),
  };
}

function describePost(vault: Vault, { id, editOf, textToken, post }: NewPost): StagedPost {
  return {
    id,
    editOf,
    textToken,
    // A token per post: two posts of one author share nothing that could be joined.
    authorToken: post.author === undefined ? null : vault.token('author', id, post.author),
    language: post.language ?? null,
    publishedAt: post.publishedAt === undefined ? null : new Date(post.publishedAt),
  };
}

function sealedContent(post: CollectedPost): string {
  const isCut = post.text.length > MAX_POST_LENGTH;
  const content: SealedPost = {
    version: 2,
    text: isCut ? post.text.slice(0, MAX_POST_LENGTH).toWellFormed() : post.text,
    ...(isCut ? { isCut } : {}),
    ...(post.permalink === undefined ? {} : { permalink: post.permalink }),
    ...(post.author === undefined ? {} : { author: post.author }),
    ...(post.media === undefined || post.media.length === 0 ? {} : { media: post.media }),
    ...(post.thread === undefined ? {} : { thread: post.thread }),
  };
  return JSON.stringify(content);
}

/** The same posts staged again are the same batch, so their job has the same id. */
function batchIdOf(posts: readonly NewPost[]): string {
  const hash = createHash('sha256');
  for (const { id } of posts) hash.update(id);
  return hash.digest('hex').slice(0, 32);
}

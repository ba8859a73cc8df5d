import { createHash } from 'node:crypto';
import {
  type CollectedPost,
  MAX_POST_LENGTH,
  MAX_POSTS_PER_JOB,
  type SealedPost,
} from '../../queue/contracts/index.ts';
import { type JobRequest, scorePostsRequest } from '../../queue/jobs/index.ts';
import { entryInsert } from '../../queue/log/index.ts';
import { insertStaged, readKnown, type StagedPost } from '../../queue/storage/index.ts';
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

/** SQLSTATE of a unique violation: another process stored one of the posts a moment ago. */
const ALREADY_STORED = '23505';
const MAX_RACES = 3;

async function stageBatch(
  context: StageContext,
  sourceId: string,
  batch: readonly CollectedPost[],
  actor: string,
  also: AlsoInTransaction | undefined,
): Promise<Staged> {
  // Of several posts with one key in a batch the last is kept.
  const byId = new Map(batch.map((post) => [postIdOf(context.vault, sourceId, post.key), post]));
  for (let race = 0; ; race += 1) {
    const known = await readKnown(context.db, [...byId.keys()]);
    const fresh = [...byId].filter(([id]) => !known.has(id)).sort(byFirst);
    const staged = { fresh: fresh.length, known: batch.length - fresh.length };
    const write = async (tx: StageContext['db']) => {
      if (fresh.length > 0) await storeFresh(context, tx, sourceId, fresh, actor);
      await also?.(tx, staged);
    };
    try {
      if (also) await context.db.transaction().execute(write);
      else await write(context.db);
    } catch (error) {
      if ((error as { code?: string }).code === ALREADY_STORED && race < MAX_RACES) continue;
      throw error;
    }
    if (fresh.length > 0) context.nudge();
    return staged;
  }
}

type Identified = readonly [id: string, post: CollectedPost];

function byFirst(one: Identified, other: Identified): number {
  return one[0] < other[0] ? -1 : 1;
}

async function storeFresh(
  context: StageContext,
  tx: StageContext['db'],
  sourceId: string,
  fresh: readonly Identified[],
  actor: string,
): Promise<void> {
  const collectedAt = new Date(context.clock.now());
  const batchId = batchIdOf(fresh);
  await insertStaged(
    tx,
    {
      sourceId,
      batchId,
      collectedAt,
      eraseAt: new Date(collectedAt.getTime() + context.policy.retention.unflaggedHours * 3_600_000),
      posts: fresh.map(([id, post]) => describePost(context.vault, id, post)),
      block: context.vault.sealAll(
        fresh.map(([id]) => id),
        fresh.map(([, post]) => sealedContent(post)),
      ),
    },
    scorePostsRequest(
      batchId,
      fresh.map(([id]) => id),
    ) as JobRequest,
    entryInsert({
      kind: 'posts.collected',
      actor,
      at: collectedAt.toISOString(),
      subject: sourceId,
      body: { batch: batchId, posts: fresh.length },
    }),
  );
}

/** Keyed, so that nobody who reads the records can tell whether a given public post is among them. */
function postIdOf(vault: Vault, sourceId: string, key: string): string {
  return vault.token('post', sourceId, key).toString('hex', 0, 16);
}

function describePost(vault: Vault, id: string, post: CollectedPost): StagedPost {
  return {
    id,
    // A token per post: two posts of one author share nothing that could be joined.
    authorToken: post.author === undefined ? null : vault.token('author', id, post.author),
    language: post.language ?? null,
    publishedAt: post.publishedAt === undefined ? null : new Date(post.publishedAt),
  };
}

function sealedContent(post: CollectedPost): string {
  const isCut = post.text.length > MAX_POST_LENGTH;
  const content: SealedPost = {
    version: 1,
    text: isCut ? post.text.slice(0, MAX_POST_LENGTH).toWellFormed() : post.text,
    ...(isCut ? { isCut } : {}),
    ...(post.permalink === undefined ? {} : { permalink: post.permalink }),
    ...(post.author === undefined ? {} : { author: post.author }),
    ...(post.media === undefined || post.media.length === 0 ? {} : { media: post.media }),
  };
  return JSON.stringify(content);
}

/** The same posts staged again are the same batch, so their job has the same id. */
function batchIdOf(posts: readonly Identified[]): string {
  const hash = createHash('sha256');
  for (const [id] of posts) hash.update(id);
  return hash.digest('hex').slice(0, 32);
}

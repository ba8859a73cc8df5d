import { createHash } from 'node:crypto';
import type { RawBuilder } from 'kysely';
import {
  type CollectedPost,
  MAX_POST_LENGTH,
  MAX_POSTS_PER_JOB,
  type SealedPost,
} from '../../queue/contracts/index.ts';
import { type JobRequest, scorePostsRequest } from '../../queue/jobs/index.ts';
import { entryInsert } from '../../queue/log/index.ts';
import { insertStaged, readKnown, type StagedBatch, type StagedPost } from '../../queue/storage/index.ts';
import type { Vault } from '../../queue/vault/index.ts';
import type { WorkerContext } from '../context.ts';

export type StageContext = Pick<WorkerContext, 'db' | 'vault' | 'policy' | 'clock' | 'nudge'>;

export interface Staged {
  readonly fresh: number;
  readonly known: number;
}

/** Something more to write in the same statement, such as how far an import has come. */
export type AlsoWritten = (staged: Staged) => RawBuilder<unknown>;

/** Where posts come from: their source, and who the log says collected them. */
export interface Origin {
  readonly sourceId: string;
  readonly actor: string;
  /** The collection round they were found in. */
  readonly roundId?: number;
}

/**
 * Stores collected posts: sealed text, keyed tokens, the job that will score them and the log entry, in one
 * transaction per hundred. Posts that are known already are left as they are, so a round may be repeated at any time.
 */
export async function stagePosts(
  context: StageContext,
  sourceId: string,
  posts: readonly CollectedPost[],
  actor: string,
): Promise<Staged> {
  const { fresh, known } = await stagePage(context, { sourceId, actor }, posts);
  return { fresh, known };
}

export interface StagedPage extends Staged {
  /** First and last round that collected one of the known posts; 0 stands for no round, such as an import. */
  readonly rounds: KnownRounds | null;
}

interface KnownRounds {
  readonly first: number;
  readonly last: number;
}

/**
 * The same for one page of a round.
 * @param also written with the last of its posts, so that a page counts as read only when all of them are stored
 */
export async function stagePage(
  context: StageContext,
  origin: Origin,
  posts: readonly CollectedPost[],
  also?: AlsoWritten,
): Promise<StagedPage> {
  const total = { fresh: 0, known: 0 };
  let rounds: KnownRounds | null = null;
  // A page without posts is a page, too: what is written with it must be.
  for (let from = 0; from === 0 || from < posts.length; from += MAX_POSTS_PER_JOB) {
    const batch = posts.slice(from, from + MAX_POSTS_PER_JOB);
    const isLast = from + MAX_POSTS_PER_JOB >= posts.length;
    const before = { ...total };
    const prepared = await prepareBatch(context, origin, batch);
    const staged = await writeBatch(
      context,
      prepared,
      isLast && also
        ? ({ fresh, known }) => also({ fresh: before.fresh + fresh, known: before.known + known })
        : undefined,
    );
    total.fresh += staged.fresh;
    total.known += staged.known;
    rounds = both(rounds, prepared.rounds);
  }
  return { ...total, rounds };
}

/** A batch that is identified and sealed, ready to be written. */
export interface PreparedBatch {
  readonly origin: Origin;
  readonly posts: readonly CollectedPost[];
  readonly staged: Staged;
  /** Rounds that collected the known posts; `null` where none is known. */
  readonly rounds: KnownRounds | null;
  /** `undefined` when every post is known. */
  readonly batch: StagedBatch | undefined;
}

/**
 * Identifies the posts of at most one job and seals those that are not known.
 * @param assumesFresh whether all are taken for new without asking; writing finds out where that is wrong
 */
export async function prepareBatch(
  context: StageContext,
  origin: Origin,
  posts: readonly CollectedPost[],
  assumesFresh = false,
): Promise<PreparedBatch> {
  // Of several posts with one key in a batch the last is kept.
  const byId = new Map(posts.map((post) => [postIdOf(context.vault, origin.sourceId, post.key), post]));
  const known = assumesFresh || posts.length === 0 ? NONE : await readKnown(context.db, [...byId.keys()]);
  const fresh = [...byId].filter(([id]) => !known.has(id)).sort(byFirst);
  return {
    origin,
    posts,
    staged: { fresh: fresh.length, known: posts.length - fresh.length },
    rounds: roundsOf([...known.values()]),
    batch: fresh.length === 0 ? undefined : sealBatch(context, origin, fresh),
  };
}

const NONE: ReadonlyMap<string, number | null> = new Map();

function roundsOf(known: readonly (number | null)[]): KnownRounds | null {
  const ids = known.map((round) => round ?? 0);
  return ids.length === 0 ? null : { first: Math.min(...ids), last: Math.max(...ids) };
}

function both(one: KnownRounds | null, other: KnownRounds | null): KnownRounds | null {
  if (one === null || other === null) return one ?? other;
  return { first: Math.min(one.first, other.first), last: Math.max(one.last, other.last) };
}

/** SQLSTATE of a unique violation: one of the posts is stored already. */
const ALREADY_STORED = '23505';
const MAX_RACES = 3;

/** Writes a prepared batch in one statement, after a look at what is known where some of it was stored meanwhile. */
export async function writeBatch(
  context: StageContext,
  prepared: PreparedBatch,
  also?: AlsoWritten,
): Promise<Staged> {
  for (let [race, current] = [0, prepared]; ; race += 1) {
    try {
      await write(context, current, also?.(current.staged));
      return current.staged;
    } catch (error) {
      if ((error as { code?: string }).code !== ALREADY_STORED || race >= MAX_RACES) throw error;
      current = await prepareBatch(context, current.origin, current.posts);
    }
  }
}

async function write(
  { db, nudge }: StageContext,
  { origin, batch }: PreparedBatch,
  also: RawBuilder<unknown> | undefined,
): Promise<void> {
  if (!batch) {
    await also?.execute(db);
    return;
  }
  const request = scorePostsRequest(
    batch.batchId,
    batch.posts.map((post) => post.id),
  ) as JobRequest;
  const entry = entryInsert({
    kind: 'posts.collected',
    actor: origin.actor,
    at: batch.collectedAt.toISOString(),
    subject: origin.sourceId,
    body: { batch: batch.batchId, posts: batch.posts.length },
  });
  await insertStaged(db, batch, request, entry, also);
  nudge();
}

type Identified = readonly [id: string, post: CollectedPost];

function byFirst(one: Identified, other: Identified): number {
  return one[0] < other[0] ? -1 : 1;
}

function sealBatch(
  context: StageContext,
  { sourceId, roundId }: Origin,
  fresh: readonly Identified[],
): StagedBatch {
  const collectedAt = new Date(context.clock.now());
  return {
    sourceId,
    batchId: batchIdOf(fresh),
    roundId: roundId ?? null,
    collectedAt,
    eraseAt: new Date(collectedAt.getTime() + context.policy.retention.unflaggedHours * 3_600_000),
    posts: fresh.map(([id, post]) => describePost(context.vault, id, post)),
    block: context.vault.sealAll(
      fresh.map(([id]) => id),
      fresh.map(([, post]) => sealedContent(post)),
    ),
  };
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
function batchIdOf(posts: readonly Identified[]): string {
  const hash = createHash('sha256');
  for (const [id] of posts) hash.update(id);
  return hash.digest('hex').slice(0, 32);
}

import type { RawBuilder } from 'kysely';
import { type CollectedPost, MAX_POSTS_PER_JOB } from '../../queue/contracts/index.ts';
import { scorePostsRequest } from '../../queue/jobs/index.ts';
import { entryInsert } from '../../queue/log/index.ts';
import { codeOf } from '../../queue/runtime/errors.ts';
import {
  insertStaged,
  type KnownPost,
  readKnown,
  readVersions,
  type StagedBatch,
} from '../../queue/storage/index.ts';
import type { WorkerContext } from '../context.ts';
import { identifyPost, mayKeepVersion, type NewPost, type SortedPosts, sortPosts } from './identify-posts.ts';
import { sealBatch } from './seal-batch.ts';
import { refuseWhileSuspended } from './suspension.ts';

export type StageContext = Pick<WorkerContext, 'db' | 'vault' | 'policy' | 'clock' | 'nudge'>;

export interface Staged {
  readonly fresh: number;
  /** Posts that were known, edited ones included. */
  readonly known: number;
  /** Edited texts of known posts, stored as versions of them. */
  readonly edited: number;
  /** Edited texts that are not stored now, because too many of their post were: they wait until they are shown again. */
  readonly deferred: number;
}

/** Something more to write in the same statement, such as how far an import has come. */
export type AlsoWritten = (staged: Staged) => RawBuilder<unknown>;

/** Where posts come from: their source, and who the log says collected them. */
export interface Origin {
  readonly sourceId: string;
  readonly actor: string;
  /** The collection round they were found in. */
  readonly roundId?: number;
  /** What is not stored now is shown again: pages are read anew, a stream or a file is not. @defaultValue false */
  readonly isShownAgain?: boolean;
}

/**
 * Stores collected posts: sealed text, keyed tokens, the job that will score them and the log entry, in one
 * transaction per hundred. A known post with its known text is left as it is, so a round may be repeated at any time; with
 * another text it is stored as a version of its own, which is scored like any post.
 */
export async function stagePosts(
  context: StageContext,
  sourceId: string,
  posts: readonly CollectedPost[],
  actor: string,
): Promise<Omit<Staged, 'deferred'>> {
  const { fresh, known, edited } = await stagePage(context, { sourceId, actor }, posts);
  return { fresh, known, edited };
}

export interface StagedPage extends Staged {
  /** Last round that collected one of the known posts; 0 stands for no round, such as an import. */
  readonly lastRound: number | null;
}

/** What is written with the posts of each statement of a page. */
export type AlsoWithPage = (staged: Staged, isLast: boolean) => RawBuilder<unknown>;

/**
 * The same for one page of a round.
 * @param also told with which posts the page is whole: only then does it count as read
 */
export async function stagePage(
  context: StageContext,
  origin: Origin,
  posts: readonly CollectedPost[],
  also?: AlsoWithPage,
): Promise<StagedPage> {
  let total: Staged = { fresh: 0, known: 0, edited: 0, deferred: 0 };
  let lastRound: number | null = null;
  // A page without posts is a page, too: what is written with it must be.
  for (let from = 0; from === 0 || from < posts.length; from += MAX_POSTS_PER_JOB) {
    const batch = posts.slice(from, from + MAX_POSTS_PER_JOB);
    const isLast = from + MAX_POSTS_PER_JOB >= posts.length;
    const prepared = await prepareBatch(context, origin, batch);
    const staged = await writeBatch(context, prepared, also && ((here) => also(here, isLast)));
    total = sum(total, staged);
    lastRound = laterOf(lastRound, prepared.lastRound);
  }
  return { ...total, lastRound };
}

function sum(one: Staged, other: Staged): Staged {
  return {
    fresh: one.fresh + other.fresh,
    known: one.known + other.known,
    edited: one.edited + other.edited,
    deferred: one.deferred + other.deferred,
  };
}

/** A batch that is identified and sealed, ready to be written. */
export interface PreparedBatch {
  readonly origin: Origin;
  readonly posts: readonly CollectedPost[];
  readonly staged: Staged;
  /** Last round that collected one of the known posts; `null` where none is known. */
  readonly lastRound: number | null;
  /** `undefined` when every post is known as it is. */
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
  const given = posts.map((post) => identifyPost(context.vault, origin.sourceId, post));
  const ids = [...new Set(given.map((one) => one.firstId))];
  const known = assumesFresh || ids.length === 0 ? NONE : await readKnown(context.db, ids);
  const sorted = sortPosts(given, known);
  const unseen = assumesFresh ? sorted.edited : await unseenVersions(context, sorted);
  const edited = assumesFresh ? unseen : await keptVersions(context, origin, unseen);
  const stored = [...sorted.fresh, ...edited].sort(byId);
  return {
    origin,
    posts,
    staged: {
      fresh: sorted.fresh.length,
      known: posts.length - sorted.fresh.length,
      edited: edited.length,
      deferred: unseen.length - edited.length,
    },
    lastRound: [...known.values()].reduce<number | null>(
      (last, { roundId }) => laterOf(last, roundId ?? 0),
      null,
    ),
    batch: stored.length === 0 ? undefined : sealBatch(context, origin, stored),
  };
}

const NONE: ReadonlyMap<string, KnownPost> = new Map();

/** Of the edited versions those that are not stored yet. */
async function unseenVersions({ db }: StageContext, { edited }: SortedPosts): Promise<readonly NewPost[]> {
  if (edited.length === 0) return edited;
  const stored = await readKnown(
    db,
    edited.map((version) => version.id),
  );
  return edited.filter((version) => !stored.has(version.id));
}

/** Of those the ones that are to be stored now. */
async function keptVersions(
  { db, clock }: StageContext,
  { isShownAgain }: Origin,
  unseen: readonly NewPost[],
): Promise<readonly NewPost[]> {
  if (isShownAgain !== true || unseen.length === 0) return unseen;
  const kept = await readVersions(
    db,
    unseen.map((version) => version.firstId),
  );
  const now = new Date(clock.now());
  return unseen.filter((version) => mayKeepVersion(kept.get(version.firstId), now));
}

function laterOf(one: number | null, other: number | null): number | null {
  return one === null || other === null ? (one ?? other) : Math.max(one, other);
}

/** SQLSTATE of a unique violation: one of the posts is stored already. */
const ALREADY_STORED = '23505';
const MAX_RACES = 3;

/** SQLSTATE of an empty value where one must be: the source was suspended meanwhile. */
const NOT_STORED = '23502';

/**
 * Writes a prepared batch in one statement, after a look at what is known where some of it was stored meanwhile.
 * @throws AppError `source.refused` (reason `suspended`) where the source is suspended; then nothing was written
 */
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
      if (codeOf(error) === NOT_STORED) await refuseWhileSuspended(context.db, current.origin.sourceId);
      if (codeOf(error) !== ALREADY_STORED || race >= MAX_RACES) throw error;
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
  );
  const entry = entryInsert({
    kind: 'posts.collected',
    actor: origin.actor,
    at: batch.collectedAt,
    subject: origin.sourceId,
    body: { batch: batch.batchId, posts: batch.posts.length },
  });
  await insertStaged(db, batch, request, entry, also);
  nudge();
}

function byId(one: NewPost, other: NewPost): number {
  return one.id < other.id ? -1 : 1;
}

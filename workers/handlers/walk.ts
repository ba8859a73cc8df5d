import {
  type CollectedPage,
  type RobotsRecord,
  type Source,
  sourceActor,
  type Validators,
  type WalkPlan,
} from '../../queue/contracts/index.ts';
import { AppError } from '../../queue/runtime/errors.ts';
import { type OpenRound, pageUpdate, postsUpdate, type SealedAddress } from '../../queue/storage/index.ts';
import type { Vault } from '../../queue/vault/index.ts';
import type { WorkerContext } from '../context.ts';
import { withShorterRetention } from './retention.ts';
import { type StagedPage, stagePage } from './stage.ts';

export type WalkContext = Pick<
  WorkerContext,
  'db' | 'vault' | 'policy' | 'clock' | 'logger' | 'collector' | 'sources' | 'nudge' | 'stopping'
>;

/** Why a walk ended: the list did, what follows is known, its pages were used up, or the newest page had not changed. */
export type WalkEnd = 'end' | 'known' | 'budget' | 'unchanged';

/** How far a walk has come; also right when it ends with a fault. */
export interface Walk {
  end: WalkEnd | undefined;
  /** Where it would go on. */
  next: string | undefined;
  /** Pages of the whole round. */
  pages: number;
  headPosts: number | null;
  validators: Validators | undefined;
  /** Edited texts that were met and are to be stored once they are met again. */
  deferred: number;
  robots: RobotsRecord | undefined;
  /** What was not asked for or not given on the way, by reason. */
  readonly refusals: Map<string, number>;
  /** Listed pages that could not be had, by reason. */
  readonly passedOver: Map<string, number>;
  /** Requests that left since this process took the round up: pages, their parts, redirects, robots.txt. */
  requests: number;
}

export interface WalkOptions {
  readonly round: OpenRound;
  /** Where a new round begins; an interrupted one goes on where it was. */
  readonly plan: WalkPlan & { readonly pages: number };
  /** A page whose posts all come from this round or an earlier one ends the walk; `null`: none does. */
  readonly knownUntil: number | null;
}

export function newWalk({ pages: read, headPosts, next, resume }: OpenRound): Walk {
  // Without a next page it begins anew: pages that a list named have no place to go on at. A stream has one always.
  const pages = next === null && resume === null ? 0 : read;
  return {
    end: undefined,
    next: undefined,
    pages,
    headPosts,
    validators: undefined,
    deferred: 0,
    robots: undefined,
    refusals: new Map(),
    passedOver: new Map(),
    requests: 0,
  };
}

/**
 * Reads page after page and stores each with where the round goes on, in one transaction: a killed round takes no stored
 * page again and leaves out none.
 * @throws what the collector throws; `walk` says how far it came
 */
export async function walkPages(
  context: WalkContext,
  source: Source,
  walk: Walk,
  options: WalkOptions,
): Promise<void> {
  const plan = planOf(context.vault, source, options);
  walk.next = plan.from;
  if (plan.pages <= 0) {
    walk.end = 'budget';
    return;
  }
  try {
    const countIn = (counts: Map<string, number>) => (reason: string) =>
      void counts.set(reason, (counts.get(reason) ?? 0) + 1);
    const [onRefusal, onPassedOver] = [countIn(walk.refusals), countIn(walk.passedOver)];
    const onRequest = () => {
      walk.requests += 1;
    };
    const asked = { signal: context.stopping, plan, onRefusal, onPassedOver, onRequest };
    for await (const page of context.collector.collect(source, asked)) {
      walk.robots = page.robots;
      const staged = await storePage(context, source, walk, options, page);
      if (page.isUnchanged === true) walk.end = 'unchanged';
      else if (page.isListed === true) continue;
      else if (isKnown(staged, page, options.knownUntil)) walk.end = 'known';
      if (walk.end !== undefined) return;
    }
    walk.end = walk.next !== undefined && walk.pages >= options.plan.pages ? 'budget' : 'end';
  } catch (error) {
    walk.robots = robotsOf(context, source, error) ?? walk.robots;
    throw error;
  }
}

function planOf(
  vault: Vault,
  source: Source,
  { round, plan }: WalkOptions,
): WalkPlan & { readonly pages: number } {
  if (round.resume !== null) return { ...plan, resume: openAddress(vault, source.id, round.resume) };
  if (round.next === null) return plan;
  return { from: openAddress(vault, source.id, round.next), pages: plan.pages - round.pages };
}

async function storePage(
  context: WalkContext,
  source: Source,
  walk: Walk,
  { round, plan }: WalkOptions,
  page: CollectedPage,
): Promise<StagedPage> {
  const isHead = walk.pages === 0 && plan.from === undefined;
  if (isHead && page.isUnchanged !== true && page.isListed !== true) {
    walk.headPosts = page.posts.length;
    walk.validators = page.validators;
  }
  const seal = (address: string | undefined) =>
    address === undefined ? null : sealAddress(context.vault, source.id, address);
  const [next, resume] = [seal(page.next), seal(page.resume)];
  const origin = {
    sourceId: source.id,
    actor: sourceActor(source.id),
    roundId: round.roundId,
    isShownAgain: page.resume === undefined,
  };
  const staging = withShorterRetention(context, source);
  const staged = await stagePage(staging, origin, page.posts, (counts, isLast) => {
    const posts = { roundId: round.roundId, ...counts, now: new Date(context.clock.now()) };
    if (!isLast) return postsUpdate(posts);
    return pageUpdate({
      ...posts,
      page: walk.pages + 1,
      headPosts: isHead ? walk.headPosts : null,
      next,
      resume,
      robots: walk.robots,
    });
  });
  walk.deferred += staged.deferred;
  walk.pages += 1;
  walk.next = page.next;
  return staged;
}

/**
 * A page of what this very round has stored says nothing of the pages behind it: another walk of the round may have stored
 * it, or the list moved on while the round was interrupted. A server that sends us in a circle is told by the collector.
 */
function isKnown({ fresh, lastRound }: StagedPage, { posts }: CollectedPage, until: number | null): boolean {
  return until !== null && fresh === 0 && posts.length > 0 && (lastRound ?? 0) <= until;
}

function robotsOf(context: WalkContext, source: Source, error: unknown): RobotsRecord | undefined {
  if (error instanceof AppError && error.details.reason === 'robots') {
    const { robotsSha256 } = error.details;
    return { verdict: 'disallowed', sha256: typeof robotsSha256 === 'string' ? robotsSha256 : null };
  }
  return 'url' in source ? context.collector.robots(source.url) : undefined;
}

/** An address of a page may name a post ("older than 4711"): it is sealed like the posts themselves. */
export function sealAddress(vault: Vault, sourceId: string, url: string): SealedAddress {
  const { wrappedKey, sealed } = vault.seal(subjectOf(sourceId), url);
  return { key: wrappedKey, sealed };
}

export function openAddress(vault: Vault, sourceId: string, { key, sealed }: SealedAddress): string {
  return vault.open(subjectOf(sourceId), { wrappedKey: key, sealed });
}

function subjectOf(sourceId: string): string {
  return `page:${sourceId}`;
}

/** Pages that one live round reads at most; a stream's round ends by time and posts. */
export function pagesOf(source: Source): number {
  if (source.kind === 'jetstream') return Number.POSITIVE_INFINITY;
  return 'maxPages' in source ? source.maxPages : 1;
}

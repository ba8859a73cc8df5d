import type { CollectedPage } from '../../../queue/contracts/index.ts';
import { unreachable } from '../../fetch/source-faults.ts';
import type { CollectContext, SourceAdapter, SourceOf } from '../source-adapter.ts';
import { warnOfLosses } from '../turn-pages.ts';
import { readParts, type StreamEnd } from './read-parts.ts';

type Jetstream = SourceOf<'jetstream'>;

const COLLECTION = 'app.bsky.feed.post';
/** Larger events are passed over by the server; a record of the network has less than 1 MB. */
const MAX_EVENT_BYTES = 1_000_000;
const SECOND_US = 1_000_000;
/** Events do not come strictly in order of their time, so each connection reads so much again; keys tell it. */
const OVERLAP_US = 5 * SECOND_US;
/** A server whose clock is further ahead than this sends nonsense. */
const CLOCK_SKEW_US = 600 * SECOND_US;
/** A network of millions is never silent for so long: what lies between was lost. */
const GAP_US = 60 * SECOND_US;
/** Pages without posts store how far the round is at least this often, in milliseconds. */
const NOTE_MS = 5_000;
/** Times that a stream is opened again in a row without an event in between. */
const RECONNECTS = 3;
const FIRST_PAUSE_MS = 1_000;

/**
 * Posts of the Bluesky network from Jetstream, oldest first. A round reads on from where the last one ended until the
 * moment at which it began, `readSeconds` are over, or `maxPosts` are found, and closes the stream.
 */
export const jetstreamAdapter: SourceAdapter<'jetstream'> = {
  kind: 'jetstream',
  collect: (source, context) => collectStream(source, context),
};

/** How far a round has come. */
interface Progress {
  readonly startUs: number;
  /** Everything before this time was read. */
  cursorUs: number;
  found: number;
  pages: number;
  /** Streams opened in a row that brought nothing. */
  failures: number;
  hasRead: boolean;
}

async function* collectStream(source: Jetstream, context: CollectContext): AsyncGenerator<CollectedPage> {
  const { clock, signal, sleep } = context;
  const startUs = clock.now() * 1000;
  const cursorUs = beginOf(source, context, startUs);
  const progress: Progress = { startUs, cursorUs, found: 0, pages: 0, failures: 0, hasRead: false };
  const endMs = performance.now() + source.readSeconds * 1000;
  for (;;) {
    const leftMs = endMs - performance.now();
    const end = leftMs <= 0 ? 'time' : yield* readOnce(source, context, progress, leftMs);
    if (end === 'done') return;
    if (end !== 'closed') {
      tellEnd(source, context, progress, end);
      return;
    }
    progress.failures += 1;
    if (progress.failures > RECONNECTS) {
      const { host } = new URL(source.url);
      const message = `${host} broke the stream off ${progress.failures} times in a row; a later round goes on from here`;
      throw unreachable(message, { reason: 'network', host });
    }
    signal?.throwIfAborted();
    // Full jitter: sources of one host do not come back together. The host's own pause comes on top.
    await sleep(Math.random() * FIRST_PAUSE_MS * 2 ** progress.failures, signal);
  }
}

/** Where the last round ended. A place that is yet to come, as after a clock that was set back, says nothing of what was read. */
function beginOf(source: Jetstream, context: CollectContext, startUs: number): number {
  const { plan } = context;
  const firstUs = startUs - source.lookBackMinutes * 60 * SECOND_US;
  if (plan.resume === undefined) return firstUs;
  const resumeUs = Number(plan.resume);
  if (resumeUs <= startUs) return resumeUs;
  noteGap({ source, context }, resumeUs - startUs, CLOCK_SET_BACK);
  return firstUs;
}

/** Reads one stream until it ends. The gate is asked when it is opened and before each part is taken. */
async function* readOnce(
  source: Jetstream,
  context: CollectContext,
  progress: Progress,
  forMs: number,
): AsyncGenerator<CollectedPage, StreamEnd | 'done'> {
  const { gate, signal, plan } = context;
  const asked = new URL(source.url.replace(/^ws/, 'http'));
  const stream = await context.connectWebSocket(streamUrl(source, progress.cursorUs), { gate, signal });
  try {
    const options = { host: asked.host, forMs, idleMs: context.streamIdleMs };
    let notedMs = performance.now();
    for await (const { frames, end } of readParts(stream, options)) {
      signal?.throwIfAborted();
      gate.check(asked);
      const posts = frames.length === 0 ? [] : await takePart(source, context, progress, frames);
      const isCaughtUp = progress.hasRead && progress.cursorUs >= progress.startUs;
      const isDone = isCaughtUp || progress.found >= source.maxPosts;
      const isDue = posts.length > 0 || isDone || end !== undefined || performance.now() - notedMs >= NOTE_MS;
      if (isDue && (progress.hasRead || isSilence(source, end))) {
        notedMs = performance.now();
        progress.pages += 1;
        yield { url: source.url, posts, isListed: true, resume: String(progress.cursorUs) };
      }
      if (isDone || progress.pages >= (plan.pages ?? Number.POSITIVE_INFINITY)) return 'done';
      if (end !== undefined) return end;
    }
    return 'closed';
  } finally {
    await stream.end();
  }
}

/**
 * Single accounts may say nothing for a whole round. It is stored where it began all the same, never later: without a place
 * the next one would look back from its own start, and nobody would ask for the time between. Silence proves no later one.
 */
function isSilence({ accounts }: Jetstream, end: StreamEnd | undefined): boolean {
  return accounts.length > 0 && (end === 'idle' || end === 'time');
}

async function takePart(
  source: Jetstream,
  context: CollectContext,
  progress: Progress,
  frames: readonly string[],
): Promise<CollectedPage['posts']> {
  const { words, hashtags, languages, accounts, language, url } = source;
  const nowUs = context.clock.now() * 1000;
  const page = await context.parse({
    kind: 'jetstream',
    url,
    frames,
    wanted: { words, hashtags, languages, accounts },
    language,
    latestUs: nowUs + CLOCK_SKEW_US,
  });
  warnOfLosses({ source, context }, page);
  const { span } = page;
  if (span === undefined) return page.posts;
  // Accounts that are listed may have written nothing since.
  if (!progress.hasRead && context.plan.resume !== undefined && source.accounts.length === 0)
    noteGap({ source, context }, span.first - progress.cursorUs, LOST);
  progress.hasRead = true;
  progress.failures = 0;
  // An event from ahead is taken, and no proof that what comes until its time was read.
  progress.cursorUs = Math.max(progress.cursorUs, Math.min(span.last, nowUs));
  progress.found += page.posts.length;
  return page.posts;
}

/** Public servers keep 36 hours, and begin with the oldest event they have when asked for an earlier one. */
const LOST = 'the stream goes on later than the last round ended; what lies between is lost';
const CLOCK_SET_BACK =
  'the last round ended at a time that is yet to come, as after a clock that was set back; what came before the look back may be lost';

function noteGap(
  { source, context }: { readonly source: Jetstream; readonly context: CollectContext },
  gapUs: number,
  message: string,
): void {
  if (gapUs <= GAP_US) return;
  context.gate.note('stream-gap');
  context.logger.warn({ source: source.id, seconds: Math.round(gapUs / SECOND_US) }, message);
}

/** @throws AppError `source.unreachable` where silence can only mean that something stands still */
function tellEnd(
  source: Jetstream,
  { logger, streamIdleMs }: CollectContext,
  { startUs, cursorUs, hasRead }: Progress,
  end: Exclude<StreamEnd, 'closed'>,
): void {
  const behindSeconds = Math.round((startUs - cursorUs) / SECOND_US);
  // Single accounts are silent for days; the network is not.
  if ((end === 'idle' || !hasRead) && source.accounts.length === 0) {
    const { host } = new URL(source.url);
    throw unreachable(
      `expected events from ${host}, found none for ${streamIdleMs / 1000} s; a later round goes on from here`,
      { reason: 'stalled', host },
    );
  }
  if (end !== 'idle') {
    logger.warn(
      { source: source.id, behindSeconds, why: end },
      'the round ended before it had caught up with the stream; the next one goes on from there',
    );
  }
}

function streamUrl(source: Jetstream, cursorUs: number): string {
  const url = new URL(source.url);
  url.searchParams.set('wantedCollections', COLLECTION);
  for (const account of source.accounts) url.searchParams.append('wantedDids', account);
  url.searchParams.set('maxMessageSizeBytes', String(MAX_EVENT_BYTES));
  url.searchParams.set('cursor', String(cursorUs - OVERLAP_US));
  return url.href;
}

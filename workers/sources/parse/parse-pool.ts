import { existsSync } from 'node:fs';
import { Piscina } from 'piscina';
import { CollectedPost } from '../../../queue/contracts/index.ts';
import { AppError, codeOf, messageOf } from '../../../queue/runtime/errors.ts';
import { threadEntry } from '../../../queue/runtime/thread-entry.ts';
import { Slots } from '../../fetch/slots.ts';
import { blocked, changed, unreachable } from '../../fetch/source-faults.ts';
import type { MarkedJob, ParsedPage, ParseJob, ParseOutcome } from './parse-job.ts';
import { createMark, type TimeVerdict, watchTime } from './thread-time.ts';

/** A 5 MiB page parses in about 1 s of computing; ten times that is a hostile page, not a slow machine. */
const DEFAULT_TIMEOUT_MS = 10_000;
/** A 5 MiB page of small tags needs about 200 MB as a tree. */
const DEFAULT_MAX_MEMORY_MB = 384;
const IDLE_TIMEOUT_MS = 5_000;
const LOOK_MS = 100;
const DEFAULT_MAX_THREADS = 2;

export interface ParsePoolOptions {
  /** Computing of one page, in milliseconds; waiting for a thread or for the processor does not count. @defaultValue 10,000 */
  readonly timeoutMs?: number;
  readonly maxMemoryMb?: number;
  /** Threads at most. @defaultValue 2 */
  readonly maxThreads?: number;
  /** Hears of a thread that ended before it had taken a page. */
  readonly onThreadLost?: (error: Error) => void;
}

/**
 * Threads that parse what the internet sent. One that hangs or eats memory is ended and costs only its own page.
 */
export class ParsePool {
  readonly #pool: Piscina<MarkedJob, ParseOutcome>;
  readonly #timeoutMs: number;
  readonly #threads: Slots;

  constructor(options: ParsePoolOptions = {}) {
    const filename = threadEntry(import.meta.url, 'parse-thread');
    if (!existsSync(filename)) {
      throw new AppError(
        'config.invalid',
        `expected the compiled parse thread at ${filename}, found none; build first`,
      );
    }
    this.#timeoutMs = options.timeoutMs ?? DEFAULT_TIMEOUT_MS;
    const maxThreads = options.maxThreads ?? DEFAULT_MAX_THREADS;
    this.#threads = new Slots(maxThreads);
    this.#pool = new Piscina<MarkedJob, ParseOutcome>({
      filename,
      name: 'parse',
      minThreads: 0,
      maxThreads,
      idleTimeout: IDLE_TIMEOUT_MS,
      // Threads get no environment: they need none, and the process's holds secrets.
      env: {},
      resourceLimits: {
        maxOldGenerationSizeMb: options.maxMemoryMb ?? DEFAULT_MAX_MEMORY_MB,
        stackSizeMb: 4,
      },
    });
    // Without a listener it would end the process. The page that waited gets the next thread, or ends as `busy`.
    this.#pool.on('error', (error: Error) => options.onThreadLost?.(error));
  }

  /**
   * @throws AppError `source.changed` (reason `parse-timeout`, `parse-memory`, `parse-failed`, `not-a-feed`,
   * `not-a-list`, `no-items` or `no-keys`), `source.blocked` (reason `captcha`, `login-wall` or `consent-wall`), or
   * `source.unreachable` (reason `busy`) when this machine never got round to it: the page is not to blame.
   */
  async parse(job: ParseJob, signal: AbortSignal | undefined): Promise<ParsedPage> {
    const { host } = new URL(job.url);
    // A page that waits for a thread must not be blamed for the one before it.
    const outcome = await this.#threads.run(() => this.#parseNow(job, signal, host));
    return pageOf(outcome, host);
  }

  async #parseNow(job: ParseJob, signal: AbortSignal | undefined, host: string): Promise<ParseOutcome> {
    signal?.throwIfAborted();
    const mark = createMark();
    const time = watchTime(mark, this.#timeoutMs);
    const end = new AbortController();
    let verdict: TimeVerdict;
    const look = setInterval(() => {
      verdict ??= time.verdict();
      if (verdict !== undefined) end.abort();
    }, LOOK_MS);
    try {
      const stop = signal === undefined ? end.signal : AbortSignal.any([signal, end.signal]);
      return await this.#pool.run({ job, mark }, { signal: stop });
    } catch (error) {
      signal?.throwIfAborted();
      throw parseFault(error, verdict, host);
    } finally {
      clearInterval(look);
    }
  }

  async close(): Promise<void> {
    await this.#pool.destroy();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }
}

const WALLS = {
  captcha: 'a captcha',
  'login-wall': 'a login page',
  'consent-wall': 'a page that asks for consent',
} as const;

function pageOf(outcome: ParseOutcome, host: string): ParsedPage {
  switch (outcome.kind) {
    case 'page':
      // Checked again on this side: a thread that was taken over by a page must not hand on what it likes.
      return { ...outcome.page, posts: CollectedPost.array().parse(outcome.page.posts) };
    case 'wall': {
      throw blocked(`${host} shows ${WALLS[outcome.wall]} instead of posts; Vigie never works around one`, {
        reason: outcome.wall,
        host,
        marks: outcome.marks ?? [],
      });
    }
    case 'unexpected':
      throw changed(`${host}: ${outcome.message}`, { reason: outcome.reason, host });
    default:
      return outcome satisfies never;
  }
}

function parseFault(error: unknown, verdict: TimeVerdict, host: string): AppError {
  if (verdict === 'starved') {
    const message = `this machine was too busy to read the answer of ${host}; a later round tries again`;
    return unreachable(message, { reason: 'busy', host }, error);
  }
  if (verdict === 'over') {
    return changed(
      `the answer of ${host} could not be parsed in time`,
      { reason: 'parse-timeout', host },
      error,
    );
  }
  if (codeOf(error) === 'ERR_WORKER_OUT_OF_MEMORY') {
    return changed(
      `the answer of ${host} needs too much memory to parse`,
      { reason: 'parse-memory', host },
      error,
    );
  }
  // The parser's own message may quote the page, so only the error's kind is told.
  const kind = error instanceof Error ? error.name : 'error';
  return changed(`the answer of ${host} could not be parsed (${kind})`, {
    reason: 'parse-failed',
    host,
    kind: messageOf(kind),
  });
}

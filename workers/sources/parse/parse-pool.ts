import { existsSync } from 'node:fs';
import { Piscina } from 'piscina';
import { CollectedPost } from '../../../queue/contracts/index.ts';
import { AppError, messageOf } from '../../../queue/runtime/errors.ts';
import { threadEntry } from '../../../queue/runtime/thread-entry.ts';
import { blocked, changed } from '../../fetch/source-faults.ts';
import type { ParsedPage, ParseJob, ParseOutcome } from './parse-job.ts';

/** A 5 MiB page parses in about 1 s; ten times that is a hostile page, not a slow machine. */
const DEFAULT_TIMEOUT_MS = 10_000;
/** A 5 MiB page of small tags needs about 200 MB as a tree. */
const DEFAULT_MAX_MEMORY_MB = 384;
const IDLE_TIMEOUT_MS = 5_000;

export interface ParsePoolOptions {
  readonly timeoutMs?: number;
  readonly maxMemoryMb?: number;
  /** Threads at most. @defaultValue 2 */
  readonly maxThreads?: number;
}

/**
 * Threads that parse what the internet sent. One that hangs or eats memory is ended and costs only its own page.
 */
export class ParsePool {
  readonly #pool: Piscina<ParseJob, ParseOutcome>;
  readonly #timeoutMs: number;

  constructor(options: ParsePoolOptions = {}) {
    const filename = threadEntry(import.meta.url, 'parse-thread');
    if (!existsSync(filename)) {
      throw new AppError(
        'config.invalid',
        `expected the compiled parse thread at ${filename}, found none; build first`,
      );
    }
    this.#timeoutMs = options.timeoutMs ?? DEFAULT_TIMEOUT_MS;
    this.#pool = new Piscina<ParseJob, ParseOutcome>({
      filename,
      name: 'parse',
      minThreads: 0,
      maxThreads: options.maxThreads ?? 2,
      idleTimeout: IDLE_TIMEOUT_MS,
      // Threads get no environment: they need none, and the process's holds secrets.
      env: {},
      resourceLimits: {
        maxOldGenerationSizeMb: options.maxMemoryMb ?? DEFAULT_MAX_MEMORY_MB,
        stackSizeMb: 4,
      },
    });
  }

  /**
   * @throws AppError `source.changed` (reason `parse-timeout`, `parse-memory`, `parse-failed`, `not-a-feed`,
   * `not-a-list`, `no-items` or `no-keys`) or `source.blocked` (reason `captcha`, `login-wall` or
   * `consent-wall`).
   */
  async parse(job: ParseJob, signal: AbortSignal | undefined): Promise<ParsedPage> {
    const { host } = new URL(job.url);
    const timeout = AbortSignal.timeout(this.#timeoutMs);
    let outcome: ParseOutcome;
    try {
      const stop = signal === undefined ? timeout : AbortSignal.any([signal, timeout]);
      outcome = await this.#pool.run(job, { signal: stop });
    } catch (error) {
      signal?.throwIfAborted();
      throw parseFault(error, timeout.aborted, host);
    }
    return pageOf(outcome, host);
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
      });
    }
    case 'unexpected':
      throw changed(`${host}: ${outcome.message}`, { reason: outcome.reason, host });
    default:
      return outcome satisfies never;
  }
}

function parseFault(error: unknown, isTimeout: boolean, host: string): AppError {
  if (isTimeout) {
    return changed(
      `the answer of ${host} could not be parsed in time`,
      { reason: 'parse-timeout', host },
      error,
    );
  }
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ERR_WORKER_OUT_OF_MEMORY') {
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

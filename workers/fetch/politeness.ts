import { setTimeout as sleepFor } from 'node:timers/promises';
import type { Clock } from '../../queue/runtime/clock.ts';
import { blocked } from './source-faults.ts';

export type Sleep = (ms: number, signal: AbortSignal | undefined) => Promise<void>;

/** Longest `Retry-After` we take literally, in milliseconds: a day. `Retry-After: 1e9` must not silence a source for 31 years. */
const MAX_RETRY_AFTER_MS = 86_400_000;
/** A wait up to this long is sat out inside the round; a longer one ends the round as blocked. */
const MAX_PATIENCE_MS = 30_000;

interface HostState {
  /** Settles when the request before this one is over. */
  tail: Promise<void>;
  nextAtMs: number;
  /** Set by `Retry-After`; no request leaves before it. */
  heldUntilMs: number;
}

async function systemSleep(ms: number, signal: AbortSignal | undefined): Promise<void> {
  await sleepFor(ms, undefined, signal === undefined ? {} : { signal });
}

/** One request at a time per host, with a pause between two of them; keeps what a host asked with `Retry-After`. */
export class Politeness {
  readonly #hosts = new Map<string, HostState>();
  readonly #clock: Clock;
  readonly #sleep: Sleep;

  constructor(clock: Clock, sleep: Sleep = systemSleep) {
    this.#clock = clock;
    this.#sleep = sleep;
  }

  /**
   * Waits for the host's turn, runs the request, and starts the pause when the request is over.
   * @param delayMs pause after this request; 0 marks a request that goes with the one before (a robots file, a page's own
   * script) and neither waits for nor shortens a running pause.
   * @throws AppError `source.blocked` when the host asked us to stay away for longer than 30 seconds.
   */
  async run<T>(
    host: string,
    delayMs: number,
    signal: AbortSignal | undefined,
    request: () => Promise<T>,
  ): Promise<T> {
    const state = this.#stateOf(host);
    const before = state.tail;
    let release = (): void => {};
    const ours = new Promise<void>((resolve) => {
      release = resolve;
    });
    state.tail = before.then(() => ours);
    try {
      await before;
      await this.#waitForTurn(host, state, delayMs > 0, signal);
      return await request();
    } finally {
      state.nextAtMs = Math.max(state.nextAtMs, this.#clock.now() + delayMs);
      release();
    }
  }

  /** Notes an answer's `Retry-After` (seconds or an HTTP date); returns the milliseconds it asks for, if any. */
  hold(host: string, retryAfter: string | undefined): number | undefined {
    const ms = parseRetryAfter(retryAfter, this.#clock.now());
    if (ms === undefined) return undefined;
    this.#stateOf(host).heldUntilMs = this.#clock.now() + ms;
    return ms;
  }

  async #waitForTurn(
    host: string,
    state: HostState,
    isPaced: boolean,
    signal: AbortSignal | undefined,
  ): Promise<void> {
    signal?.throwIfAborted();
    const nowMs = this.#clock.now();
    const heldMs = state.heldUntilMs - nowMs;
    if (heldMs > MAX_PATIENCE_MS) {
      throw blocked(
        `${host} asked us to wait another ${Math.ceil(heldMs / 1000)} s (Retry-After); the next round tries again`,
        { reason: 'retry-after', host, retryAfterMs: heldMs },
      );
    }
    const waitMs = Math.max(heldMs, isPaced ? state.nextAtMs - nowMs : 0);
    if (waitMs > 0) await this.#sleep(waitMs, signal);
  }

  #stateOf(host: string): HostState {
    let state = this.#hosts.get(host);
    if (state === undefined) {
      state = { tail: Promise.resolve(), nextAtMs: 0, heldUntilMs: 0 };
      this.#hosts.set(host, state);
    }
    return state;
  }
}

/** Milliseconds that a `Retry-After` header asks for, capped at a day; `undefined` for none and for nonsense. */
function parseRetryAfter(header: string | undefined, nowMs: number): number | undefined {
  if (header === undefined) return undefined;
  const seconds = /^\s*\d{1,12}\s*$/.test(header) ? Number(header) : undefined;
  const ms = seconds === undefined ? Date.parse(header) - nowMs : seconds * 1000;
  if (!Number.isFinite(ms) || ms <= 0) return undefined;
  return Math.min(ms, MAX_RETRY_AFTER_MS);
}

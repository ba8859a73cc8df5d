import { randomUUID } from 'node:crypto';
import { setTimeout as sleepFor } from 'node:timers/promises';
import { type HostTurns, TURN_LEASE_MS, type TurnAnswer } from '../../queue/contracts/index.ts';
import type { AppError } from '../../queue/runtime/errors.ts';
import { closingAfter } from './back-off.ts';
import { blocked, unreachable } from './source-faults.ts';

export type Sleep = (ms: number, signal: AbortSignal | undefined) => Promise<void>;

/** A wait up to this long is sat out inside the round; a longer one ends the round as blocked. */
const MAX_PATIENCE_MS = 30_000;
/** Whoever finds a turn held by another process looks again after half to all of this, in milliseconds. */
const LOOK_AGAIN_MS = 200;

export async function systemSleep(ms: number, signal: AbortSignal | undefined): Promise<void> {
  await sleepFor(ms, undefined, signal === undefined ? {} : { signal });
}

/**
 * One request at a time per host, with a pause between two of them, across all processes that share the turns; keeps
 * what a host asked with `Retry-After`, backs off from one that refuses, and leaves one alone that keeps failing.
 * Requests of this process queue here, so that only the first of them asks for the turn.
 */
export class Politeness {
  readonly #turns: HostTurns;
  readonly #sleep: Sleep;
  readonly #tails = new Map<string, Promise<void>>();

  constructor(turns: HostTurns, sleep: Sleep = systemSleep) {
    this.#turns = turns;
    this.#sleep = sleep;
  }

  /**
   * Waits for the host's turn, runs the request, and starts the pause when the request is over.
   * @param delayMs pause after this request; 0 marks a request that goes with the one before (a robots file, a page's own
   * script) and neither waits for nor shortens a running pause.
   * @param request its signal ends it when the turn is lost, as after a suspension of this process.
   * @throws AppError `source.blocked` when the host asked us to stay away for longer than 30 seconds,
   * `source.unreachable` while it is left alone because it keeps failing.
   */
  async run<T>(
    host: string,
    delayMs: number,
    signal: AbortSignal | undefined,
    request: (turn: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const before = this.#tails.get(host) ?? Promise.resolve();
    let release = (): void => {};
    const ours = before.then(
      () =>
        new Promise<void>((resolve) => {
          release = resolve;
        }),
    );
    this.#tails.set(host, ours);
    await before;
    try {
      return await this.#runTurn(host, delayMs, signal, request);
    } finally {
      if (this.#tails.get(host) === ours) this.#tails.delete(host);
      release();
    }
  }

  async #runTurn<T>(
    host: string,
    delayMs: number,
    signal: AbortSignal | undefined,
    request: (turn: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const holder = randomUUID();
    const failures = await this.#take(host, holder, delayMs > 0, signal);
    const held = this.#hold(host, holder);
    let error: unknown;
    try {
      return await request(held.lost);
    } catch (thrown) {
      error = thrown;
      throw thrown;
    } finally {
      held.stop();
      await this.#turns.end(host, holder, { delayMs, ...closingAfter(failures, error, Math.random()) });
    }
  }

  /** @returns requests that failed in a row before */
  async #take(
    host: string,
    holder: string,
    isPaced: boolean,
    signal: AbortSignal | undefined,
  ): Promise<number> {
    for (;;) {
      signal?.throwIfAborted();
      const answer = await this.#turns.take(host, holder, isPaced);
      if (answer.kind === 'taken') return answer.failures;
      const fault = faultOf(host, answer);
      if (fault !== undefined) throw fault;
      await this.#sleep(pauseOf(answer), signal);
    }
  }

  /** Keeps the turn while the request runs; most are over before the first time. */
  #hold(host: string, holder: string): { readonly lost: AbortSignal; stop(): void } {
    const lost = new AbortController();
    const timer = setInterval(() => {
      this.#turns.keep(host, holder).then(
        (isOurs) => {
          if (!isOurs) lost.abort(turnLost(host));
        },
        // The lease is three times this interval; whether it was lost, the next time tells.
        () => undefined,
      );
    }, TURN_LEASE_MS / 3).unref();
    return { lost: lost.signal, stop: () => clearInterval(timer) };
  }
}

function pauseOf(answer: Exclude<TurnAnswer, { kind: 'taken' }>): number {
  const isHeld = answer.kind === 'busy' && answer.why === 'held';
  return isHeld ? LOOK_AGAIN_MS * (0.5 + Math.random() / 2) : answer.waitMs;
}

function faultOf(host: string, answer: TurnAnswer): AppError | undefined {
  if (answer.kind !== 'closed') return undefined;
  const seconds = Math.ceil(answer.waitMs / 1000);
  const details = { host, retryAfterMs: answer.waitMs };
  if (answer.why === 'failing') {
    return unreachable(`${host} keeps failing; it is left alone for another ${seconds} s`, {
      ...details,
      reason: 'circuit-open',
    });
  }
  if (answer.waitMs <= MAX_PATIENCE_MS) return undefined;
  return answer.why === 'retry-after'
    ? blocked(`${host} asked us to wait another ${seconds} s (Retry-After); the next round tries again`, {
        ...details,
        reason: 'retry-after',
      })
    : blocked(`${host} refuses us for now; we wait another ${seconds} s before the next try`, {
        ...details,
        reason: 'back-off',
      });
}

function turnLost(host: string): AppError {
  return unreachable(
    `the turn at ${host} was lost while its request ran; this process stood still too long`,
    {
      reason: 'turn-lost',
      host,
    },
  );
}

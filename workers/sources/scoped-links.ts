import { AppError } from '../../queue/runtime/errors.ts';
import type { CollectContext } from './source-adapter.ts';

type Telling = Pick<CollectContext, 'gate' | 'logger'>;

/** Tells which links of a list the authorisation's scope has, and how many it has not: a list may name another host alone. */
export class ScopedLinks {
  readonly #what: string;
  readonly #left = new Set<string>();
  readonly #hosts = new Set<string>();
  #isAnyAsked = false;
  #last: AppError | undefined;

  /** @param what is listed, in the plural, for the log */
  constructor(what: string) {
    this.#what = what;
  }

  /** Whether the scope has the address. @throws AppError when the source may not be collected any more */
  mayAsk({ gate }: Telling, link: string): boolean {
    const url = new URL(link);
    try {
      gate.check(url);
      this.#isAnyAsked = true;
      return true;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      const { reason } = error.details;
      if (reason !== 'scope' && reason !== 'scope-path') throw error;
      this.#left.add(link);
      this.#last = error;
      // Once for each host: a list may name thousands of pages there. A path that is left out is how a scope chooses.
      if (reason === 'scope' && !this.#hosts.has(url.host)) {
        this.#hosts.add(url.host);
        gate.note(reason);
      }
      return false;
    }
  }

  /** Tells how many were left, never which. @throws the last refusal when all were: nothing says that nobody posts there */
  settle({ logger }: Telling, source: string): void {
    if (this.#last === undefined) return;
    if (!this.#isAnyAsked) throw this.#last;
    const message = `${this.#what} that were listed are outside the scope of the authorisation and were not asked for`;
    logger.warn({ source, left: this.#left.size }, message);
  }
}

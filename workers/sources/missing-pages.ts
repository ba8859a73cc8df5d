import { AppError } from '../../queue/runtime/errors.ts';
import type { CollectContext } from './source-adapter.ts';

/** Refusals that are about one address, or where it redirects to. The others are about the source: they end its round. */
const OF_ONE_PAGE: readonly unknown[] = [
  ...['robots', 'scope', 'scope-path'],
  ...['url', 'scheme', 'credentials', 'downgrade'],
];

type Telling = Pick<CollectContext, 'logger' | 'onPassedOver'>;

/** Counts what was asked for because a list names it, and what of it is missing: lists lag behind. */
export class MissingPages {
  readonly #what: string;
  readonly #faults: AppError[] = [];
  #asked = 0;

  /** @param what is listed, in the plural, for the log */
  constructor(what: string) {
    this.#what = what;
  }

  /** The page, or `undefined` for one that is missing. @throws a fault that is not about this one page */
  async take<T>(page: Promise<T>): Promise<T | undefined> {
    this.#asked += 1;
    try {
      return await page;
    } catch (error) {
      this.#faults.push(asMissing(error));
      return undefined;
    }
  }

  /** Tells how many are missing, never which. @throws the last fault when all are */
  settle(context: Telling, source: string): void {
    const last = this.#faults.at(-1);
    if (last !== undefined && this.#faults.length === this.#asked) throw last;
    this.tell(context, source);
  }

  /** The same of a list that nobody reads to its end: the rest of it may be there, so nothing is thrown. */
  tell({ logger, onPassedOver }: Telling, source: string): void {
    const missing = this.#faults.length;
    if (missing === 0) return;
    const message = `${this.#what} that were listed are gone, broken, unreadable, disallowed, or lead where Vigie does not go`;
    logger.warn({ source, missing, asked: this.#asked }, message);
    for (const { details } of this.#faults.filter(isBroken)) onPassedOver(`http-${details.status}`);
  }
}

/**
 * A server that fails at one page may fail at it for ever. Where it fails at all of them, or asks to be left alone, the host's turns
 * end the round: after five failures in a row, and for a wait of more than half a minute.
 */
function isBroken({ code, details: { reason, status } }: AppError): boolean {
  return code === 'source.unreachable' && reason === 'status' && typeof status === 'number' && status >= 500;
}

/** Sites send on who asks for an advertisement that has ended: to their front page, to another site or to a login. */
function asMissing(error: unknown): AppError {
  if (!(error instanceof AppError)) throw error;
  const { code, details } = error;
  const isWallBehind = code === 'source.blocked' && details.isRedirect === true;
  const isRefused = code === 'source.refused' && OF_ONE_PAGE.includes(details.reason);
  if (code === 'source.changed' || isRefused || isWallBehind || isBroken(error)) return error;
  throw error;
}

import { AppError } from '../../queue/runtime/errors.ts';
import type { CollectContext } from './source-adapter.ts';

/** Refusals that are about one address, or where it redirects to. The others are about the source: they end its round. */
const OF_ONE_PAGE: readonly unknown[] = [
  ...['robots', 'scope', 'scope-path'],
  ...['url', 'scheme', 'credentials', 'downgrade'],
];
/** Faults of the answer to one page: a status, a circle of redirects, a body that is not packed as it says. */
const OF_ONE_ANSWER: readonly unknown[] = ['status', 'redirect-limit', 'encoding'];
const UNAVAILABLE_FOR_LEGAL_REASONS = 451;

type Listing = Pick<CollectContext, 'logger' | 'onPassedOver' | 'siteMarks'>;

/** Counts what was asked for because a list names it, and what of it is missing: lists lag behind. */
export class MissingPages {
  readonly #what: string;
  readonly #listHost: string;
  readonly #context: Listing;
  readonly #faults: AppError[] = [];
  #asked = 0;

  /**
   * @param what is listed, in the plural, for the log
   * @param listUrl address of the list: what is wrong with its host is wrong with all of it
   */
  constructor(what: string, listUrl: string, context: Listing) {
    this.#what = what;
    this.#listHost = new URL(listUrl).hostname;
    this.#context = context;
  }

  /** The page, or `undefined` for one that is missing. @throws a fault that is not about this one page */
  async take<T>(page: Promise<T>): Promise<T | undefined> {
    this.#asked += 1;
    try {
      return await page;
    } catch (error) {
      if (!(error instanceof AppError) || !this.#isMissing(error)) throw error;
      this.#faults.push(error);
      return undefined;
    }
  }

  /** Tells how many are missing, never which. @throws the last fault when all are */
  settle(source: string): void {
    const last = this.#faults.at(-1);
    if (last !== undefined && this.#faults.length === this.#asked) throw last;
    this.tell(source);
  }

  /** The same of a list that nobody reads to its end: the rest of it may be there, so nothing is thrown. */
  tell(source: string): void {
    const { logger, onPassedOver } = this.#context;
    const missing = this.#faults.length;
    if (missing === 0) return;
    const message = `${this.#what} that were listed are gone, broken, unreadable, disallowed, or lead where Vigie does not go`;
    logger.warn({ source, missing, asked: this.#asked }, message);
    for (const fault of this.#faults) if (this.#isTold(fault)) onPassedOver(wordOf(fault));
  }

  /** Sites send on who asks for an advertisement that has ended: to their front page, to another site or to a login. */
  #isMissing(error: AppError): boolean {
    const { code, details } = error;
    const isWallBehind = code === 'source.blocked' && details.isRedirect === true;
    const isRefused = code === 'source.refused' && OF_ONE_PAGE.includes(details.reason);
    const isMissing = code === 'source.changed' || isRefused || isWallBehind || this.#isTold(error);
    return isMissing || this.#context.siteMarks.explain(error);
  }

  /**
   * What a later round may well bring, so that somebody should know of it. A server that fails at one page may fail at it for
   * ever; where it fails at all of them, or asks to be left alone, the host's turns end the round: after five failures in a row,
   * and for a wait of more than half a minute.
   */
  #isTold(error: AppError): boolean {
    const { reason, status } = error.details;
    if (error.code === 'source.unreachable') return OF_ONE_ANSWER.includes(reason);
    if (error.code === 'source.refused') return this.#isInternalElsewhere(error);
    return error.code === 'source.blocked' && status === UNAVAILABLE_FOR_LEGAL_REASONS && reason === 'status';
  }

  /** A way to be rid of visitors. The list's own host, once it leads inside, does so for all of its pages. */
  #isInternalElsewhere({ details: { reason, host } }: AppError): boolean {
    if (reason === 'address-literal') return true;
    return (reason === 'address-dns' || reason === 'address-peer') && host !== this.#listHost;
  }
}

function wordOf({ details: { reason, status } }: AppError): string {
  return reason === 'status' ? `http-${status}` : String(reason);
}

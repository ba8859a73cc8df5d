/** Says of each address whether it may be asked for now. One gate serves one round of one source. */
export interface Gate {
  /**
   * Asked before a request waits for its turn, again before it leaves, after every redirect, and for every part of a
   * rendered page: what was allowed a minute ago may not be any more.
   * @throws AppError `source.refused`
   */
  check(url: URL): void;
  /** Least pause between two requests to one host, in milliseconds. */
  readonly pauseMs: number;
  /** Notes that a part of a page was not asked for, and the machine word for why. */
  note(reason: string): void;
  /** Notes that a request leaves now: of a page, its parts, a redirect, robots.txt or a stream. */
  asked(): void;
}

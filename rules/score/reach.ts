import type { Span } from '../assessment.ts';
import { firstFrom } from '../text/first-from.ts';

/** How far the spans that begin before a place reach, asked in logarithmic time: posts may have thousands of them. */
export class Reach {
  readonly #spans: readonly Span[];
  readonly #furthest: readonly number[];

  /** @param spans - sorted by start */
  constructor(spans: readonly Span[]) {
    let furthest = -1;
    this.#spans = spans;
    this.#furthest = spans.map(({ end }) => {
      furthest = Math.max(furthest, end);
      return furthest;
    });
  }

  /** The furthest end of those that begin before `start`; -1 for none. */
  before(start: number): number {
    return this.#furthest[firstFrom(this.#spans, start) - 1] ?? -1;
  }

  /** Whether one of them takes a span in. */
  takesIn({ start, end }: Span): boolean {
    return this.before(start + 1) >= end;
  }

  /** Whether one of them shares a letter with a span. */
  touches({ start, end }: Span): boolean {
    return this.before(end) > start;
  }
}

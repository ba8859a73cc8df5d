import type { AppError } from '../../queue/runtime/errors.ts';
import type { Wall } from './parse/find-wall.ts';
import type { ParsedPage } from './parse/parse-job.ts';

/**
 * What could be taken for a wall and stands on a site's good pages, too, such as a log-in box in its header. Kept for one
 * round: a page without posts that shows nothing else is missing or the end of its list, and no wall.
 */
export class SiteMarks {
  readonly #seen = new Set<unknown>();
  readonly #onNote: (marks: readonly Wall[]) => void;

  /** @param onNote takes what each page with posts or links carries */
  constructor(onNote: (marks: readonly Wall[]) => void = () => undefined) {
    this.#onNote = onNote;
  }

  /** Remembers what a page with posts or links carries. */
  note({ marks = [] }: Pick<ParsedPage, 'marks'>): void {
    for (const mark of marks) this.#seen.add(mark);
    this.#onNote(marks);
  }

  /** Whether a page was taken for a wall by nothing that this round's good pages do not carry, too. */
  explain(error: AppError): boolean {
    const { marks } = error.details;
    if (error.code !== 'source.blocked' || !Array.isArray(marks) || marks.length === 0) return false;
    return marks.every((mark) => this.#seen.has(mark));
  }
}

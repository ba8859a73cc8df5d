import type { Span } from '../assessment.ts';

/** How a stretch of a post leans toward calls for help, by one rule; in units of the normalised text. */
export interface Appeal extends Span {
  readonly rule: number;
  /** Above 0 for somebody in need, below 0 against it. */
  readonly points: number;
  /** The words that say most for that, in reading order: asked for of the one stretch that is told. */
  readonly words: () => readonly Span[];
}

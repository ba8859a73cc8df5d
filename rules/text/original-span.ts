import type { Span } from '../assessment.ts';
import type { Normalised } from './normalise.ts';
import { signEnd } from './sign-end.ts';

/** Tells where in the post, in its own UTF-16 units, stands what was found in units of its normalised text. */
export function originalSpans({ from, to }: Normalised, post: string): (found: Span) => Span {
  // Asked for once: behind each of them stands the question whether they were worked out already.
  return ({ start, end }) => ({ start: from[start] ?? 0, end: signEnd(post, to[end - 1] ?? 0) });
}

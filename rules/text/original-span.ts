import type { Span } from '../assessment.ts';
import type { Normalised } from './normalise.ts';
import { signEnd } from './sign-end.ts';

/** Where in the post, in its own UTF-16 units, stands what was found in units of its normalised text. */
export function originalSpan(
  { from, to }: Pick<Normalised, 'from' | 'to'>,
  post: string,
  { start, end }: Span,
): Span {
  return { start: from[start] ?? 0, end: signEnd(post, to[end - 1] ?? 0) };
}

import type { ShadowFigures } from '../contracts/fairness.ts';
import { type AssessedPosts, groupBy } from './flagged.ts';

/**
 * By language, how many posts rules would have flagged for review: of languages that are in shadow, and of those that were in these
 * months. Who calls for help is in protection all the same and not among them.
 */
export function shadowFigures(
  posts: readonly AssessedPosts[],
  inForce: readonly string[],
): readonly ShadowFigures[] {
  const counted = groupBy(
    posts.filter(({ lane }) => lane === 'shadow'),
    ({ language }) => language,
  );
  return [...new Set([...inForce, ...counted.keys()])].toSorted().map((language) => ({
    language,
    isInForce: inForce.includes(language),
    posts: (counted.get(language) ?? []).reduce((sum, one) => sum + one.posts, 0),
  }));
}

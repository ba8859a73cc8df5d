import { DIMENSIONS, type Family } from '../contracts/figure.ts';
import type { ReleaseSpec } from '../contracts/statistics.ts';
import { THRESHOLD } from './suppress.ts';

/**
 * By how much, in all, one post changes the counts of a table: it is scored once, and opens one item at most. Its outcome can move
 * in a later month than the one it was counted in, which takes one from a count and adds one to another.
 * @param method number of the program; 1 took every table for the first kind
 */
export function sensitivityOf(family: Family, method: number): 1 | 2 {
  return family === 'outcomes' && method > 1 ? 2 : 1;
}

/** What a release says of itself. It is part of the file, so what an earlier method said stays. */
export function notesOn(spec: ReleaseSpec, method: number): string[] {
  const dimensions = `Dimensions that figures can have: ${DIMENSIONS.join(', ')}. Nationality and community are none of them.`;
  if (spec.kind === 'one-off') {
    const held = `Counts under ${THRESHOLD}, nothing included, are held back (null), with others from which they could be worked out.`;
    return [dimensions, held];
  }
  const noise = (epsilon: number) =>
    `Every count has noise of the discrete Laplace distribution with epsilon ${epsilon} and is set to 0 below it; `;
  const epsilon = spec.epsilon / 100;
  if (method === 1)
    return [dimensions, `${noise(epsilon)}what is protected is that any one post is among them.`];
  const protects =
    sensitivityOf(spec.family, method) === 1
      ? `${noise(epsilon)}what is protected, with epsilon ${epsilon}, is that any one post is among them.`
      : `${noise(epsilon / 2)}what is protected, with epsilon ${epsilon}, is that the outcome of any one post is among them and which ` +
        'it is: one that moves changes two counts.';
  return [
    dimensions,
    protects,
    'A post can be counted in more than one month: when it is scored, and when its outcome is found or moves. What tables of other ' +
      'months tell of it adds to this one.',
  ];
}

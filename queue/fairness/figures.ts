import type { ContentKind, Difference, GroupFigures, Measure, Measures } from '../contracts/fairness.ts';
import { type AssessedPosts, type FlaggedItem, groupBy, isDecided } from './flagged.ts';
import { conditionedGap, type Pair, pooledGap, shareOf } from './intervals.ts';

/** What figures are counted from. */
export interface Material {
  readonly items: readonly FlaggedItem[];
  readonly posts: readonly AssessedPosts[];
}

/** The figures of every kind of content there is, those with most posts first. */
export function figuresBy(dimension: ContentKind, { items, posts }: Material): GroupFigures[] {
  const itemsOf = groupBy(items, (one) => one[dimension]);
  const postsOf = groupBy(posts, (one) => one[dimension]);
  const groups = [...new Set([...postsOf.keys(), ...itemsOf.keys()])];
  return groups
    .map((group) => {
      const own = { items: itemsOf.get(group) ?? [], posts: postsOf.get(group) ?? [] };
      const isOther = (one: { readonly [D in ContentKind]: string }) => one[dimension] !== group;
      const other = { items: items.filter(isOther), posts: posts.filter(isOther) };
      return {
        group,
        pooled: measuresOf(own),
        differences: differencesOf(own, other),
        bySource: sourcesOf(own).map((sourceId) => ({ sourceId, measures: measuresOf(at(own, sourceId)) })),
      };
    })
    .sort((a, b) => b.pooled.flagRate.n - a.pooled.flagRate.n || (a.group < b.group ? -1 : 1));
}

function measuresOf(material: Material): Measures {
  const share = (measure: Measure) => shareOf(...countOf(measure, material));
  return {
    flagRate: share('flagRate'),
    precision: share('precision'),
    falseFlags: share('falseFlags'),
    overturned: share('overturned'),
    leakage: share('leakage'),
  };
}

function countOf(measure: Measure, { items, posts }: Material): [hits: number, n: number] {
  if (measure === 'flagRate') {
    const sum = (some: readonly AssessedPosts[]) => some.reduce((total, one) => total + one.posts, 0);
    return [sum(posts.filter(({ lane }) => lane === 'review')), sum(posts)];
  }
  const decided = items.filter(isDecided);
  if (measure === 'overturned') {
    const judged = decided.filter(({ first }) => first !== null);
    return [judged.filter(({ first, ending }) => first !== ending).length, judged.length];
  }
  const ending = ENDINGS[measure];
  return [decided.filter((one) => one.ending === ending).length, decided.length];
}

const ENDINGS = { precision: 'offer', falseFlags: 'not_offer', leakage: 'protect' } as const;

function differencesOf(own: Material, other: Material): GroupFigures['differences'] {
  const difference = (measure: Measure): Difference => ({
    pooled: pooledGap(pairOf(measure, own, other)),
    conditioned: conditionedGap(
      sourcesOf(own).map((sourceId) => pairOf(measure, at(own, sourceId), at(other, sourceId))),
    ),
  });
  return {
    flagRate: difference('flagRate'),
    precision: difference('precision'),
    falseFlags: difference('falseFlags'),
    overturned: difference('overturned'),
    leakage: difference('leakage'),
  };
}

function pairOf(measure: Measure, own: Material, other: Material): Pair {
  const [hits, n] = countOf(measure, own);
  const [otherHits, otherN] = countOf(measure, other);
  return { hits, n, otherHits, otherN };
}

function sourcesOf({ items, posts }: Material): string[] {
  return [...new Set([...posts, ...items].map(({ sourceId }) => sourceId))].toSorted();
}

function at({ items, posts }: Material, sourceId: string): Material {
  const isThere = (one: { readonly sourceId: string }) => one.sourceId === sourceId;
  return { items: items.filter(isThere), posts: posts.filter(isThere) };
}

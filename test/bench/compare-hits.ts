/** How far two contenders found the same, over all posts. */
export interface Agreement {
  /** Found by both. */
  readonly both: number;
  /** Found by the reference alone: missed. */
  readonly missed: number;
  /** Found by the one under test alone: invented. */
  readonly invented: number;
  /** A post of which most was missed, and one of which most was invented; -1 for none. */
  readonly worst: { readonly missed: number; readonly invented: number };
}

/**
 * Compares what was found post by post and hit by hit: totals would let one that is missed stand for one that is invented.
 * @param own by post, each hit once
 */
export function compareHits<Hit>(
  own: readonly ReadonlySet<Hit>[],
  reference: readonly ReadonlySet<Hit>[],
): Agreement {
  if (own.length !== reference.length)
    throw new Error(`expected hits of the same posts, found ${own.length} and ${reference.length} posts`);
  let [both, missed, invented] = [0, 0, 0];
  const most = { missed: 0, invented: 0 };
  const worst = { missed: -1, invented: -1 };
  for (const [post, theirs] of reference.entries()) {
    const ours = own[post] ?? new Set();
    const shared = [...theirs].filter((hit) => ours.has(hit)).length;
    both += shared;
    const here = { missed: theirs.size - shared, invented: ours.size - shared };
    missed += here.missed;
    invented += here.invented;
    for (const kind of ['missed', 'invented'] as const) {
      if (here[kind] <= most[kind]) continue;
      most[kind] = here[kind];
      worst[kind] = post;
    }
  }
  return { both, missed, invented, worst };
}

/** What is asked of an agreement, as shares of what the reference found. */
export interface Bounds {
  readonly missed: number;
  readonly invented: number;
}

/** Each bound that an agreement lies beyond, in words; none where it lies within. */
export function beyondBounds({ both, missed, invented }: Agreement, most: Bounds): readonly string[] {
  const found = both + missed;
  // Nothing found by either is no agreement: the reference may not have run at all.
  if (found === 0) return ['expected the reference to find something, found nothing'];
  const told = (share: number) => `${(share * 100).toFixed(2)} %`;
  return (
    [
      ['missed', missed / found, most.missed],
      ['invented', invented / found, most.invented],
    ] as const
  ).flatMap(([what, share, bound]) =>
    share > bound ? [`expected at most ${told(bound)} ${what}, found ${told(share)}`] : [],
  );
}

/** Shares of what the reference found. */
export function describeAgreement({ both, missed, invented }: Agreement): string {
  const found = both + missed;
  const share = (count: number) => (found === 0 ? 'of nothing' : `${((count / found) * 100).toFixed(2)} %`);
  return `${found} hits of the reference, ${missed} missed (${share(missed)}), ${invented} invented (${share(invented)})`;
}

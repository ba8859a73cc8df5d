import type { Outcome } from '../contracts/decision.ts';

/** A flagged item as it is compared with others. */
export interface FlaggedItem {
  readonly language: string;
  readonly script: string;
  readonly corridor: string;
  readonly sourceId: string;
  /** Rules that counted for an offer. */
  readonly rules: readonly string[];
  readonly openedAt: number;
  /** Where it is now; an item of the protection lane may have ended as anything. */
  readonly lane: 'review' | 'protect';
  /** What it has ended as; `protect` also where it was handed to protection and nobody has concluded it there. */
  readonly ending: Outcome | null;
  /** The first judgment of it; `null` where nobody has judged it. */
  readonly first: Outcome | null;
}

/** So many posts of one content, in one lane. */
export interface AssessedPosts {
  readonly language: string;
  readonly script: string;
  readonly corridor: string;
  readonly sourceId: string;
  /** `shadow`: unflagged, as their language is in shadow. */
  readonly lane: 'none' | 'shadow' | 'review' | 'protect';
  readonly posts: number;
}

export function isDecided(item: FlaggedItem): boolean {
  return item.ending !== null;
}

/** Whether posts are of lane `none`, for whatever reason. */
export function isUnflagged({ lane }: AssessedPosts): boolean {
  return lane === 'none' || lane === 'shadow';
}

/** Things by what `key` says of each, in the order in which each key was first met. */
export function groupBy<T>(all: readonly T[], key: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const name = key(one);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [one]);
    else group.push(one);
  }
  return groups;
}

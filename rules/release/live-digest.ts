import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { Pack } from '../schema.ts';

/** What a file says of itself: nothing without something live in it. */
const HEAD: ReadonlySet<string> = new Set(['file', 'language', 'author', 'review']);

/**
 * SHA-256 in hex over all that is live in packs: whole rules that are, and everything that files list beside rules, with who answers for
 * it and whether it was read. Rules that are not live, examples, whole posts and what a file is about are no part of it. Two
 * releases that agree in it differ in nothing that a post, or whoever reads of a rule in force, could meet.
 */
export function liveDigestOf(packs: readonly Pack[]): string {
  const digest = createHash('sha256');
  for (const pack of packs.toSorted((a, b) => (a.file < b.file ? -1 : 1))) {
    const live = livePart(pack);
    if (live !== null) digest.update(`${canonicalize(live)}\n`);
  }
  return digest.digest('hex');
}

/** `null` of a file where nothing is live, such as one of rules in shadow alone. */
function livePart({ rules: all, examples: _, cases: __, about: ___, ...rest }: Pack): object | null {
  const rules = all.filter(({ status }) => status === 'live');
  const isLive = rules.length > 0 || Object.entries(rest).some(([part, value]) => says(part, value));
  return isLive ? { ...rest, rules } : null;
}

function says(part: string, value: unknown): boolean {
  return !HEAD.has(part) && value !== undefined;
}

import type { ReleaseRecord } from '../../../rules/index.ts';

/**
 * Why packs are not what a new release can follow, or null. Who signed them then may no longer be listed, as approvers change
 * between releases, so their signatures are not held against the list of today.
 * @param record beside those packs
 * @param before digest of those packs
 * @param now digest of the packs to be released
 */
export function parentProblem(record: ReleaseRecord | null, before: string, now: string): string | null {
  if (before === now) return 'expected the packs released before, found the very packs to be released';
  if (record === null)
    return 'expected packs that were released, with their release.json, found none; name the folder as it was signed';
  if (record.digest !== before)
    return `expected the packs that its release.json speaks of (${record.digest.slice(0, 16)}), found others (${before.slice(0, 16)}); name the folder as it was signed`;
  if (record.signatures.length === 0)
    return 'expected a release.json that was signed, found no signature in it; name the packs that were in force';
  return null;
}

/**
 * Why packs are not the parent of a record, or null.
 * @param before digest of those packs
 */
export function otherParentProblem({ parent }: ReleaseRecord, before: string): string | null {
  if (parent === before) return null;
  const named = parent?.slice(0, 16) ?? 'none, as it is the first';
  return `expected the packs that the record is counted from (${named}), found others (${before.slice(0, 16)}); name those, or prepare the release anew`;
}

/**
 * Why no new record can be made, or null: the one beside the packs is of these very packs, and signed. A new one would throw
 * the signatures away, and both approvers would have to sign again.
 * @param record that lies beside the packs already
 * @param now digest of the packs to be released
 */
export function signedProblem(record: ReleaseRecord | null, now: string): string | null {
  if (record === null || record.digest !== now || record.signatures.length === 0) return null;
  const names = record.signatures.map(({ by }) => by).join(', ');
  return `expected packs that nobody has signed yet, found their record signed by ${names}; move it away to begin anew`;
}

/**
 * Why packs cannot be released as the first, or null. A first release is compared with nothing, so one that follows another
 * must not pass for it.
 * @param record that lies beside the packs already
 * @param now digest of the packs to be released
 */
export function firstProblem(record: ReleaseRecord | null, now: string): string | null {
  if (record === null) return null;
  const isFirst = record.parent === null && (record.digest === now || record.signatures.length === 0);
  return isFirst
    ? null
    : 'expected no release before a first one, found a record of one; name the packs released before with --against DIR';
}

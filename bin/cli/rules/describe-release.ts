import { describeChange, type ReleaseRecord } from '../../../rules/index.ts';
import { describeLanguage } from './describe-backtest.ts';

/**
 * What approvers sign, in words: what the changes are counted from, each with whose it is, and what was measured.
 * @param again SHA-256 of the files of posts that were measured again
 */
export function describeRelease(record: ReleaseRecord, again: readonly string[]): string {
  const { digest, changes, measured } = record;
  return [
    `packs ${digest.slice(0, 16)}: ${describeParent(record)}`,
    `${changes.length} change(s):`,
    ...changes.map((change) => `  ${change.what}: ${describeChange(change)}`),
    measured.length === 0 ? 'measured on nothing' : `measured on ${measured.length} file(s):`,
    ...measured.flatMap(({ file, sha256, posts, languages }) => [
      `  ${file}, ${posts} posts: ${again.includes(sha256) ? 'measured again' : 'as the record says; measure it again with --posts FILE'}`,
      ...languages.map((effect) => `    ${describeLanguage(effect)}`),
    ]),
  ].join('\n');
}

/** What a release is counted from. */
export function describeParent({ parent, live, returnsTo, liveFrom }: ReleaseRecord): string {
  const from =
    parent === null
      ? `${returnsTo === undefined ? 'first release: ' : ''}compared with nothing`
      : `compared with release ${parent.slice(0, 16)}`;
  if (returnsTo !== undefined) return `${from}; returns to a release of ${signed(returnsTo)}`;
  if (liveFrom !== undefined && liveFrom.live === live)
    return `${from}; nothing live differs from a release of ${signed(liveFrom)}`;
  return from;
}

function signed({ createdOn, signatures }: Pick<ReleaseRecord, 'createdOn' | 'signatures'>): string {
  return `${createdOn} that ${signatures.map(({ by }) => by).join(', ')} signed`;
}

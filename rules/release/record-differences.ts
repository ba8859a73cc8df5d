import canonicalize from 'canonicalize';
import type { Change, ReleaseRecord } from './release-record.ts';

type Measured = ReleaseRecord['measured'][number];

/** What was worked out again, of packs and posts at hand. */
interface WorkedOut {
  readonly changes: readonly Change[];
  /** Of the posts that were given; those of a record whose files are not at hand are left as they are. */
  readonly measured: readonly Measured[];
}

/**
 * What a record says otherwise than packs and posts do, in words. Whoever signs believes nothing that its writer could have put in: a change
 * that is left out takes its author out of those who may not sign.
 */
export function recordDifferences(
  record: ReleaseRecord,
  { changes, measured }: WorkedOut,
): readonly string[] {
  return [...changesOf(record.changes, changes), ...measured.flatMap((one) => measuredOf(record, one))];
}

function changesOf(told: readonly Change[], found: readonly Change[]): string[] {
  const [inRecord, inPacks] = [byName(told), byName(found)];
  return [...new Set([...inPacks.keys(), ...inRecord.keys()])].flatMap((what) => {
    const [one, other] = [inRecord.get(what), inPacks.get(what)];
    if (canonicalize(one) === canonicalize(other)) return [];
    return [`${what}: the packs say "${worded(other)}", the record "${worded(one)}"`];
  });
}

/** A record that tells of one thing twice differs too: both are under its name. */
function byName(changes: readonly Change[]): ReadonlyMap<string, readonly Change[]> {
  const found = new Map<string, readonly Change[]>();
  for (const change of changes) found.set(change.what, [...(found.get(change.what) ?? []), change]);
  return found;
}

function worded(changes: readonly Change[] = []): string {
  return changes.length === 0 ? 'no change' : changes.map(describeChange).join(' and ');
}

/** A change in words, without its name. */
export function describeChange({ kind, how, author, authorBefore, isLive }: Change): string {
  const before = authorBefore === undefined ? '' : ` (before: ${authorBefore})`;
  return `${kind} ${how} by ${author}${before}, ${isLive ? 'live' : 'not live'}`;
}

function measuredOf(record: ReleaseRecord, found: Measured): string[] {
  const { file, sha256 } = found;
  const told = record.measured.find((one) => one.sha256 === sha256);
  if (told === undefined) {
    const names = record.measured.map((one) => one.file).join(', ');
    return [`${file}: the record was not measured on these posts, but on ${names === '' ? 'none' : names}`];
  }
  if (canonicalize(told) === canonicalize(found)) return [];
  const [before, after] = [byLanguage(told), byLanguage(found)];
  const languages = [...new Set([...before.keys(), ...after.keys()])];
  const differing = languages.filter((lang) => before.get(lang) !== after.get(lang));
  const where = differing.length === 0 ? 'its name or number of posts' : differing.join(', ');
  return [`${file}: measured again it comes out otherwise than the record says in ${where}`];
}

function byLanguage({ languages }: Measured): ReadonlyMap<string, string | undefined> {
  return new Map(languages.map((effect) => [effect.lang, canonicalize(effect)]));
}

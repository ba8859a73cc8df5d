import canonicalize from 'canonicalize';
import type { Pack, Rule } from '../schema.ts';
import type { Change } from './release-record.ts';

/** Whose change it is where a file does not say. */
const UNNAMED = 'vigie';

/** What differs between two sets of packs, in order of name. */
export function changesBetween(before: readonly Pack[], after: readonly Pack[]): readonly Change[] {
  return [...ruleChanges(before, after), ...vocabularyChanges(before, after)].toSorted((a, b) =>
    a.what < b.what ? -1 : 1,
  );
}

function ruleChanges(before: readonly Pack[], after: readonly Pack[]): readonly Change[] {
  const old = rulesById(before);
  const now = rulesById(after);
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((id): readonly Change[] => {
    const from = old.get(id);
    const to = now.get(id);
    if (canonicalize(from) === canonicalize(to)) return [];
    const isLive = from?.status === 'live' || to?.status === 'live';
    return [{ what: id, kind: 'rule', how: howOf(from, to), ...authorsOf(from, to), isLive }];
  });
}

/** Who answers for it now, and who did before where that is another name: else an author would only have to rename himself. */
function authorsOf(
  from: Pick<Pack, 'author'> | undefined,
  to: Pick<Pack, 'author'> | undefined,
): Pick<Change, 'author' | 'authorBefore'> {
  const author = (to ?? from)?.author ?? UNNAMED;
  const before = (from ?? to)?.author ?? UNNAMED;
  return before === author ? { author } : { author, authorBefore: before };
}

function rulesById(packs: readonly Pack[]): ReadonlyMap<string, Rule> {
  return new Map(packs.flatMap(({ rules }) => rules.map((rule) => [rule.id, rule] as const)));
}

/** Everything in a file beside its rules; its author, examples, whole posts and what is said of a review cannot move a post. */
const PARTS = [
  'language',
  'author',
  'joins',
  'review',
  'gate',
  'rates',
  'concepts',
  'words',
  'money',
  'places',
  'leanings',
  'examples',
  'cases',
] as const;
const QUIET: ReadonlySet<string> = new Set(['author', 'review', 'examples', 'cases']);
/** Alone they say nothing: of a file that comes or goes, the other parts tell. */
const HEAD: ReadonlySet<string> = new Set(['language', 'author']);

function vocabularyChanges(before: readonly Pack[], after: readonly Pack[]): readonly Change[] {
  const old = new Map(before.map((pack) => [pack.file, pack]));
  const now = new Map(after.map((pack) => [pack.file, pack]));
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((file) =>
    PARTS.flatMap((part): readonly Change[] => {
      const from = partOf(old.get(file), part);
      const to = partOf(now.get(file), part);
      if (canonicalize(from) === canonicalize(to)) return [];
      if (HEAD.has(part) && !(old.has(file) && now.has(file))) return [];
      return [
        {
          what: `${file} ${part}`,
          kind: 'vocabulary',
          how: howOf(from, to),
          ...authorsOf(old.get(file), now.get(file)),
          isLive: !QUIET.has(part),
        },
      ];
    }),
  );
}

/** An empty list says as little as none. */
function partOf(pack: Pack | undefined, part: (typeof PARTS)[number]): unknown {
  const value = pack?.[part];
  return Array.isArray(value) && value.length === 0 ? undefined : value;
}

function howOf(from: unknown, to: unknown): Change['how'] {
  if (from === undefined) return 'added';
  return to === undefined ? 'removed' : 'changed';
}

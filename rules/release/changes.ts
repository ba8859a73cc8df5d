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
    return [
      { what: id, kind: 'rule', how: howOf(from, to), author: (to ?? from)?.author ?? UNNAMED, isLive },
    ];
  });
}

function rulesById(packs: readonly Pack[]): ReadonlyMap<string, Rule> {
  return new Map(packs.flatMap(({ rules }) => rules.map((rule) => [rule.id, rule] as const)));
}

/** Everything in a file beside its rules; examples, whole posts and what is said of a review cannot move a post. */
const PARTS = [
  'language',
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
const QUIET: ReadonlySet<string> = new Set(['review', 'examples', 'cases']);

function vocabularyChanges(before: readonly Pack[], after: readonly Pack[]): readonly Change[] {
  const old = new Map(before.map((pack) => [pack.file, pack]));
  const now = new Map(after.map((pack) => [pack.file, pack]));
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((file) =>
    PARTS.flatMap((part): readonly Change[] => {
      const from = partOf(old.get(file), part);
      const to = partOf(now.get(file), part);
      if (canonicalize(from) === canonicalize(to)) return [];
      // A language alone says nothing: of a file that comes or goes, the other parts tell.
      if (part === 'language' && (from === undefined || to === undefined)) return [];
      const author = now.get(file)?.author ?? old.get(file)?.author ?? UNNAMED;
      return [
        {
          what: `${file} ${part}`,
          kind: 'vocabulary',
          how: howOf(from, to),
          author,
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

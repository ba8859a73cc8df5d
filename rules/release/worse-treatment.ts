import type { ReleaseRecord } from './release-record.ts';

type Measured = ReleaseRecord['measured'][number];
type Language = Measured['languages'][number];

/** Of fewer labelled posts of a language a share is chance. */
const FEWEST = 20;

/** Gaps that differ by less are equal: 0.2 - 0.1 is more than 0.15 - 0.05 to a computer. */
const ROUNDING = 1e-9;

/**
 * What a release would do worse than the one before, by what it was measured on (FAI-07): more people at risk among what comes
 * to review, in any language; or shares of false flags that lie further apart between languages. A first release has
 * nothing to be compared with.
 * @returns in words, empty where nothing is worse
 */
export function worseTreatment({ parent, changes, measured }: ReleaseRecord): readonly string[] {
  if (parent === null) return [];
  const isMeasured = measured.some(({ languages }) => gapIn(languages, 'after') !== null);
  if (!isMeasured && changes.some(({ isLive }) => isLive)) {
    return [
      `expected what a live change does to at least ${FEWEST} posts that are no offers in each of two languages or more, found no file with as many; prepare the release with --posts FILE`,
    ];
  }
  return measured.flatMap((one) => [...leaksOf(one), ...gapOf(one)]);
}

function leaksOf({ file, languages }: Measured): string[] {
  return languages.flatMap(({ lang, leaked }) =>
    leaked && leaked.after.count > leaked.before.count
      ? [
          `${file}: expected no more persons at risk among what comes to review in ${lang}, found ${leaked.after.count} of ${leaked.after.of} instead of ${leaked.before.count}`,
        ]
      : [],
  );
}

function gapOf({ file, languages }: Measured): string[] {
  const [before, after] = [gapIn(languages, 'before'), gapIn(languages, 'after')];
  if (before === null || after === null || after.gap - before.gap < ROUNDING) return [];
  const points = (gap: number) => (100 * gap).toFixed(1);
  return [
    `${file}: expected shares of false flags that lie no further apart between languages, found ${points(after.gap)} points (${after.lowest} to ${after.highest}) instead of ${points(before.gap)}`,
  ];
}

function gapIn(
  languages: readonly Language[],
  when: 'before' | 'after',
): { readonly gap: number; readonly lowest: string; readonly highest: string } | null {
  const shares = [...countsByLanguage(languages, when)].flatMap(([lang, { count, of }]) =>
    of < FEWEST ? [] : [{ lang, share: count / of }],
  );
  const sorted = shares.toSorted((a, b) => a.share - b.share);
  const [lowest] = sorted;
  const highest = sorted.at(-1);
  if (lowest === undefined || highest === undefined || sorted.length < 2) return null;
  return { gap: highest.share - lowest.share, lowest: lowest.lang, highest: highest.lang };
}

/** Tags are what a file says: `en`, `EN` and `en-GB` are one language, and posts without a tag may be of any. */
function countsByLanguage(
  languages: readonly Language[],
  when: 'before' | 'after',
): ReadonlyMap<string, { readonly count: number; readonly of: number }> {
  const counts = new Map<string, { readonly count: number; readonly of: number }>();
  for (const { lang, falseFlags } of languages) {
    const told = falseFlags?.[when];
    const [primary = '', ...subtags] = lang.toLowerCase().split('-');
    if (told === undefined || primary === 'und') continue;
    // Written in Latin letters a language has other words.
    const name = subtags.includes('latn') ? `${primary}-Latn` : primary;
    const { count, of } = counts.get(name) ?? { count: 0, of: 0 };
    counts.set(name, { count: count + told.count, of: of + told.of });
  }
  return counts;
}

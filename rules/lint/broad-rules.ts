import { isProtectionKind } from '../categories.ts';
import type { LocatedPack } from '../load/parse-packs.ts';
import type { Scorer } from '../score/create-scorer.ts';
import { normalise } from '../text/normalise.ts';
import type { Finding } from './finding.ts';

/** A real harmless post. */
export interface BackgroundPost {
  readonly lang: string;
  readonly text: string;
}

/** In fewer posts of a language a share says little. */
const LEAST_POSTS = 200;
/** Words in more than one of two hundred harmless posts tell nobody apart. */
const MOST_SHARE = 0.005;
/** Lighter evidence is meant to be common: it only counts beside other. */
const LEAST_WEIGHT = 3;

/** Wordings of heavy rules that harmless posts use too often, as measured on the posts given. */
export function broadRules(
  located: readonly LocatedPack[],
  scorer: Scorer,
  posts: Iterable<BackgroundPost>,
): readonly Finding[] {
  const totals = new Map<string, number>();
  const uses = new Map<string, { rule: string; wording: string; lang: string; count: number }>();
  for (const { lang, text } of posts) {
    totals.set(lang, (totals.get(lang) ?? 0) + 1);
    const seen = new Set<string>();
    for (const { rule, category, weight, start, end } of scorer.score({ text }).signals) {
      if (weight < LEAST_WEIGHT && !isProtectionKind(category)) continue;
      const wording = normalise(text.slice(start, end));
      const key = `${rule} ${lang} ${wording}`;
      if (seen.has(key)) continue;
      seen.add(key);
      const use = uses.get(key) ?? { rule, wording, lang, count: 0 };
      uses.set(key, { ...use, count: use.count + 1 });
    }
  }
  return [...uses.values()].flatMap((use) => finding(use, totals.get(use.lang) ?? 0, located));
}

function finding(
  { rule, wording, lang, count }: { rule: string; wording: string; lang: string; count: number },
  total: number,
  located: readonly LocatedPack[],
): readonly Finding[] {
  if (total < LEAST_POSTS || count / total <= MOST_SHARE) return [];
  const home = located.find(({ pack }) => pack.rules.some(({ id }) => id === rule));
  if (home === undefined) return [];
  const at = home.pack.rules.findIndex(({ id }) => id === rule);
  const share = ((100 * count) / total).toFixed(1);
  const message = `rule "${rule}": expected wording in at most ${100 * MOST_SHARE} % of harmless posts, found "${wording}" in ${share} % of those in "${lang}" (${count} of ${total}); narrow it with a second word or a companion`;
  return [
    {
      file: home.pack.file,
      ...home.locate(['rules', at, 'id']),
      level: 'warning',
      code: 'rules.broad-term',
      message,
    },
  ];
}

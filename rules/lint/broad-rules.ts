import type { Signal } from '../assessment.ts';
import { isProtectionKind } from '../categories.ts';
import type { LocatedPack } from '../load/parse-packs.ts';
import type { Scorer } from '../score/create-scorer.ts';
import { normalise } from '../text/normalise.ts';
import type { Finding } from './finding.ts';
import { WordingPlaces } from './wording-places.ts';

/** A real harmless post. */
export interface BackgroundPost {
  readonly lang: string;
  readonly text: string;
}

/** In fewer posts of a language a share says little. */
const LEAST_POSTS = 200;
/** Words for an offer in more than one of two hundred harmless posts tell nobody apart. */
const MOST_SHARE = 0.005;
/** Words against one belong into harmless posts; in more than one of twenty they are words of every day, and hide offers that use them. */
const MOST_SHARE_AGAINST = 0.05;
/** Lighter evidence is meant to be common: it only counts beside other. */
const LEAST_WEIGHT = 3;

interface Use {
  readonly rule: string;
  readonly wording: string;
  readonly lang: string;
  readonly isAgainst: boolean;
  count: number;
}

/** Wordings of heavy rules that harmless posts use too often, as measured on the posts given. */
export function broadRules(
  located: readonly LocatedPack[],
  scorer: Scorer,
  posts: Iterable<BackgroundPost>,
): readonly Finding[] {
  const totals = new Map<string, number>();
  const uses = new Map<string, Use>();
  for (const { lang, text } of posts) {
    totals.set(lang, (totals.get(lang) ?? 0) + 1);
    const { signals, counterSignals } = scorer.score({ text });
    const seen = new Set<string>();
    const count = ({ rule, category, weight, start, end }: Signal, isAgainst: boolean) => {
      if (weight < LEAST_WEIGHT && !isProtectionKind(category)) return;
      const wording = normalise(text.slice(start, end));
      const key = `${rule} ${lang} ${wording}`;
      if (seen.has(key)) return;
      seen.add(key);
      const use = uses.get(key) ?? { rule, wording, lang, isAgainst, count: 0 };
      use.count += 1;
      uses.set(key, use);
    };
    for (const signal of signals) count(signal, false);
    for (const signal of counterSignals) count(signal, true);
  }
  const places = new WordingPlaces(located);
  return [...uses.values()].flatMap((use) => finding(use, totals.get(use.lang) ?? 0, places));
}

function finding(use: Use, total: number, places: WordingPlaces): readonly Finding[] {
  const { rule, wording, lang, count, isAgainst } = use;
  const most = isAgainst ? MOST_SHARE_AGAINST : MOST_SHARE;
  if (total < LEAST_POSTS || count / total <= most) return [];
  const at = places.placeOf(rule, wording, lang);
  if (at === null) return [];
  const share = ((100 * count) / total).toFixed(1);
  const message = `rule "${rule}": expected wording in at most ${100 * most} % of harmless posts, found "${wording}" in ${share} % of those in "${lang}" (${count} of ${total}); narrow it with a second word or a companion`;
  return [{ ...at, level: 'warning', code: 'rules.broad-term', message }];
}

import type { Lane } from '../categories.ts';
import type { Scorer } from '../score/create-scorer.ts';
import type { ShadowFinder } from './shadow-rules.ts';
import { wilson } from './wilson.ts';

/** A post to compare two sets of rules on. Labels, where there are some, are those of the development set. */
export interface BacktestPost {
  readonly text: string;
  readonly lang: string;
  readonly label?: 'offer' | 'not_offer' | 'protect' | undefined;
}

/** A post that ends in another lane. */
export interface Move {
  readonly lang: string;
  readonly label: BacktestPost['label'] | null;
  readonly from: Lane;
  readonly to: Lane;
  readonly text: string;
}

/** A share with its 95 % interval (Wilson 1927), all in per cent. */
export interface Share {
  readonly count: number;
  readonly of: number;
  readonly low: number;
  readonly high: number;
}

interface BeforeAfter {
  readonly before: Share;
  readonly after: Share;
}

export interface LanguageEffect {
  readonly lang: string;
  readonly posts: number;
  /** Posts that come into review, and that leave it. */
  readonly gained: number;
  readonly lost: number;
  readonly flagged: BeforeAfter;
  readonly protected: BeforeAfter;
  /** Among labelled offers; null without any. */
  readonly offersFound: BeforeAfter | null;
  /** Among posts labelled as no offer; null without any. */
  readonly falseFlags: BeforeAfter | null;
  /** Review among posts labelled as of a person at risk; null without any. */
  readonly leaked: BeforeAfter | null;
}

/** In how many posts of a language a rule in shadow would find something. */
export interface ShadowFinds {
  readonly rule: string;
  readonly lang: string;
  readonly posts: number;
  /** Of those that are labelled as no offer. */
  readonly noOffers: number;
}

export interface Backtest {
  readonly posts: number;
  readonly languages: readonly LanguageEffect[];
  readonly moves: readonly Move[];
  /** Of rules in shadow, which move no post; a rule that finds nothing in a language is left out of it. */
  readonly shadow: readonly ShadowFinds[];
}

interface Outcome {
  readonly post: BacktestPost;
  readonly from: Lane;
  readonly to: Lane;
}

/**
 * What a change of the rules does to the given posts.
 * @param inShadow the rules in shadow after the change
 */
export function backtest(
  before: Scorer,
  after: Scorer,
  posts: Iterable<BacktestPost>,
  inShadow?: ShadowFinder,
): Backtest {
  const finds = new ShadowCounts();
  const byLanguage = new Map<string, Outcome[]>();
  const moves: Move[] = [];
  let count = 0;
  for (const post of posts) {
    const from = before.score({ text: post.text }).lane;
    const to = after.score({ text: post.text }).lane;
    count += 1;
    const known = byLanguage.get(post.lang);
    if (known === undefined) byLanguage.set(post.lang, [{ post, from, to }]);
    else known.push({ post, from, to });
    finds.add(post, new Set(inShadow?.find({ text: post.text }).map(({ rule }) => rule)));
    if (from !== to) moves.push({ lang: post.lang, label: post.label ?? null, from, to, text: post.text });
  }
  const languages = [...byLanguage].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return {
    posts: count,
    languages: languages.map(([lang, outcomes]) => effectOn(lang, outcomes)),
    moves,
    shadow: finds.counts(),
  };
}

class ShadowCounts {
  readonly #counts = new Map<string, ShadowFinds>();

  add({ lang, label }: BacktestPost, rules: ReadonlySet<string>): void {
    for (const rule of rules) {
      const key = `${rule} ${lang}`;
      const { posts, noOffers } = this.#counts.get(key) ?? { posts: 0, noOffers: 0 };
      const isNoOffer = label !== undefined && label !== 'offer';
      this.#counts.set(key, { rule, lang, posts: posts + 1, noOffers: noOffers + (isNoOffer ? 1 : 0) });
    }
  }

  counts(): readonly ShadowFinds[] {
    return [...this.#counts].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
  }
}

function effectOn(lang: string, outcomes: readonly Outcome[]): LanguageEffect {
  const offers = outcomes.filter(({ post }) => post.label === 'offer');
  const others = outcomes.filter(({ post }) => post.label !== undefined && post.label !== 'offer');
  const atRisk = outcomes.filter(({ post }) => post.label === 'protect');
  return {
    lang,
    posts: outcomes.length,
    gained: outcomes.filter(({ from, to }) => from !== 'review' && to === 'review').length,
    lost: outcomes.filter(({ from, to }) => from === 'review' && to !== 'review').length,
    flagged: inLane(outcomes, 'review'),
    protected: inLane(outcomes, 'protect'),
    offersFound: offers.length === 0 ? null : inLane(offers, 'review'),
    falseFlags: others.length === 0 ? null : inLane(others, 'review'),
    leaked: atRisk.length === 0 ? null : inLane(atRisk, 'review'),
  };
}

function inLane(outcomes: readonly Outcome[], lane: Lane): BeforeAfter {
  const share = (count: number): Share => ({ count, of: outcomes.length, ...wilson(count, outcomes.length) });
  return {
    before: share(outcomes.filter(({ from }) => from === lane).length),
    after: share(outcomes.filter(({ to }) => to === lane).length),
  };
}

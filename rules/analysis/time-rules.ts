import type { CompiledRules } from '../compile/compiled-rules.ts';
import { numbersOf } from '../compile/flat-lists.ts';
import { findAppeals } from '../match/find-appeals.ts';
import { runPattern } from '../match/match-patterns.ts';
import { matchPrices } from '../match/match-prices.ts';
import { askRoute, longestFirst } from '../match/match-routes.ts';
import { askRule } from '../match/match-rules.ts';
import { appealsBesideSigns } from '../match/match-signs.ts';
import { createMatching, type Matching, mayHaveSums } from '../match/matching.ts';
import { createScorer } from '../score/create-scorer.ts';
import { normalisedText } from '../text/normalise.ts';

/** Of several rounds: the middle one, the least and the greatest. */
export interface Timed {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

/** Posts a second, of what takes so many microseconds a post. */
export function perSecond({ median, least, most }: Timed): Timed {
  const rate = (microseconds: number) => 1_000_000 / microseconds;
  return { median: rate(median), least: rate(most), most: rate(least) };
}

/** What one rule, or one of its patterns, costs; time in microseconds, spread over all posts. */
export interface RuleTime {
  readonly rule: string;
  /** The pattern, or `null` for what the rule makes of words and places. */
  readonly pattern: string | null;
  /** Posts that it was asked about: it goes by words, places or signs that they have. */
  readonly asked: number;
  /** Posts that it finds something in. */
  readonly found: number;
  /** Posts that it cannot be run on, as scoring counts them: what it would find there is missing. */
  readonly errored: number;
  readonly time: Timed;
}

/** What scoring costs, microseconds a post. */
export interface RuleTimes {
  readonly posts: number;
  readonly whole: Timed;
  /** Part of the whole that no rule can be charged with: reading, and looking all words up at once. */
  readonly reading: Timed;
  /** Part of the whole: sums of money, which are looked for once for all rules of prices. */
  readonly sums: Timed;
  /** Dearest first. */
  readonly rules: readonly RuleTime[];
}

export interface TimingOptions {
  readonly rounds: number;
  /** Microseconds on a clock that only goes forward. */
  readonly now: () => number;
}

/** So often each rule is asked between two looks at the clock, which would else cost as much as the rule. */
const REPEATS = 16;

/**
 * Times the whole scoring of posts, and each rule by itself, in rounds; one more goes before them and is thrown away. A rule is asked
 * again and again about the same post, so its figure is of a warm processor, and all of them together are less than what the
 * whole takes for rules.
 */
export function timeRules(
  compiled: CompiledRules,
  texts: readonly string[],
  { rounds, now }: TimingOptions,
): RuleTimes {
  const scorer = createScorer(compiled, { release: null });
  const matching = createMatching(compiled);
  const whole: number[] = [];
  const reading: number[] = [];
  const sums: number[] = [];
  const clocks = new Map<string, RuleClock>();
  const timed = (run: (text: string) => void) => {
    const begun = now();
    for (const text of texts) run(text);
    return (now() - begun) / texts.length;
  };
  for (let round = -1; round < rounds; round += 1) {
    const [all, heard] = [timed((text) => scorer.score({ text })), timed(matching.hear)];
    const ofSums = timeEachRule(matching, texts, { clocks, now });
    for (const clock of clocks.values()) clock.endRound(texts.length, round >= 0);
    if (round < 0) continue;
    whole.push(all);
    reading.push(heard);
    sums.push(ofSums / texts.length);
  }
  const times = [...clocks.values()].map((clock) => clock.result(rounds));
  return {
    posts: texts.length,
    whole: timedOf(whole),
    reading: timedOf(reading),
    sums: timedOf(sums),
    rules: times.toSorted((a, b) => b.time.median - a.time.median || (a.rule < b.rule ? -1 : 1)),
  };
}

interface Clocks {
  /** By rule and pattern. */
  readonly clocks: Map<string, RuleClock>;
  readonly now: () => number;
}

/** @returns microseconds that sums of money took */
function timeEachRule(matching: Matching, texts: readonly string[], { clocks, now }: Clocks): number {
  const { found, patterns } = matching;
  const { rules, rulesOfList, signsOfList, routeRules, leaningRules } = found.compiled;
  let ofSums = 0;
  let post = -1;
  const charge = (rule: string, pattern: string | null, run: () => unknown) => {
    const key = `${rule} ${pattern ?? ''}`;
    let clock = clocks.get(key);
    if (clock === undefined) {
      clock = new RuleClock(rule, pattern);
      clocks.set(key, clock);
    }
    const before = found.hits.length;
    const begun = now();
    let hasErrored = false;
    let told: unknown;
    try {
      for (let at = 0; at < REPEATS; at += 1) {
        found.hits.length = before;
        found.repeats.forget();
        told = run();
      }
    } catch {
      // Just what whoever measures may be looking for: it ends no measuring, as it ends no scoring.
      hasErrored = true;
    }
    clock.add((now() - begun) / REPEATS, {
      post,
      hasFound: found.hits.length > before || told === true,
      hasErrored,
    });
  };
  const chargeLists = (rulesOf: typeof rulesOfList) => {
    const asked = new Set<number>();
    for (const list of found.lists.touched.slice(0, found.lists.touchedCount))
      for (const index of numbersOf(rulesOf, list)) {
        if (asked.has(index)) continue;
        asked.add(index);
        charge(rules[index]?.id ?? '', null, () => askRule(found, index, list));
      }
  };
  for (const text of texts) {
    post += 1;
    matching.hear(text);
    chargeLists(rulesOfList);
    if (found.places.length > 0) {
      const places = longestFirst(found.places);
      for (const index of routeRules)
        charge(rules[index]?.id ?? '', null, () => askRoute(found, index, places));
    }
    if (mayHaveSums(found)) {
      const begun = now();
      matchPrices(found);
      ofSums += now() - begun;
    }
    const { traits } = found.tokens;
    const normal = normalisedText(found.text);
    for (const { rule, patterns: own } of patterns.rules)
      for (const { expression, gate } of own)
        if ((gate & traits) !== 0)
          charge(rules[rule]?.id ?? '', expression.source, () =>
            runPattern(found, rule, { expression, text: normal }),
          );
    if (appealsBesideSigns(found) === null) continue;
    chargeLists(signsOfList);
    for (const index of leaningRules)
      if (rules[index]?.leaning?.toward === 'call')
        charge(rules[index].id, null, () =>
          findAppeals(found).some(({ rule, points }) => rule === index && points !== 0),
        );
  }
  return ofSums;
}

/** What came of asking a rule about a post. */
interface Asked {
  readonly post: number;
  readonly hasFound: boolean;
  readonly hasErrored: boolean;
}

/** What one rule or pattern took, over all posts of a round and over rounds. */
class RuleClock {
  readonly #rule: string;
  readonly #pattern: string | null;
  readonly #rounds: number[] = [];
  #taken = 0;
  #asked = 0;
  #found = 0;
  #errored = 0;
  #lastAsked = -1;
  #lastFound = -1;
  #lastErrored = -1;

  constructor(rule: string, pattern: string | null) {
    this.#rule = rule;
    this.#pattern = pattern;
  }

  /** @param about which post: a rule is in several languages, each of which is asked, and counts once */
  add(microseconds: number, { post, hasFound, hasErrored }: Asked): void {
    this.#taken += microseconds;
    if (this.#lastAsked !== post) this.#asked += 1;
    this.#lastAsked = post;
    if (hasFound && this.#lastFound !== post) {
      this.#found += 1;
      this.#lastFound = post;
    }
    if (hasErrored && this.#lastErrored !== post) {
      this.#errored += 1;
      this.#lastErrored = post;
    }
  }

  endRound(posts: number, counts: boolean): void {
    if (counts) this.#rounds.push(this.#taken / posts);
    this.#taken = 0;
    // Every round asks about the same posts.
    if (!counts) [this.#asked, this.#found, this.#errored] = [0, 0, 0];
    [this.#lastAsked, this.#lastFound, this.#lastErrored] = [-1, -1, -1];
  }

  result(rounds: number): RuleTime {
    return {
      rule: this.#rule,
      pattern: this.#pattern,
      asked: Math.round(this.#asked / rounds),
      found: Math.round(this.#found / rounds),
      errored: Math.round(this.#errored / rounds),
      time: timedOf(this.#rounds),
    };
  }
}

function timedOf(figures: readonly number[]): Timed {
  const sorted = figures.toSorted((a, b) => a - b);
  const [median, least, most] = [sorted[sorted.length >> 1], sorted[0], sorted.at(-1)];
  return { median: median ?? 0, least: least ?? 0, most: most ?? 0 };
}

import type { Category, Lane } from './categories.ts';

/** Where in the post something was found: UTF-16 offsets into the original text, end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** What one rule found. Carries no text: callers slice the post, so a stored assessment keeps none of it. */
export interface Signal extends Span {
  readonly rule: string;
  readonly category: Category;
  readonly weight: number;
}

/** One line of the explanation a reviewer reads. Never holds post text. */
export type TraceStep =
  /** Obfuscation that normalising undid. Its weight is always 0: migrants disguise their words too. */
  | { readonly step: 'undone'; readonly what: readonly string[]; readonly weight: 0 }
  /** A rule of whose offer evidence all stands inside quotation marks: somebody else's words, so they weigh nothing. */
  | { readonly step: 'quoted'; readonly rule: string; readonly weight: 0 }
  /** A rule that failed to compile or to run, so it could not speak for or against. */
  | { readonly step: 'errored'; readonly rule: string; readonly error: string }
  /** The protection rule that decided the lane. */
  | { readonly step: 'protection'; readonly rule: string; readonly category: Category }
  /** No rule protects by itself, but signs that somebody is in need add up: those named decided the lane. */
  | { readonly step: 'protection-together'; readonly rules: readonly string[] }
  /** What was added up for a person at risk, or taken off (negative) for those who report, warn, jest or sell. */
  | { readonly step: 'weighed'; readonly rule: string; readonly category: Category; readonly weight: number }
  /** A protection rule that stood back because what speaks for another reading, most of it of the named kind, weighs more. */
  | { readonly step: 'protection-excused'; readonly rule: string; readonly by: Category }
  /** Offer and distress in one post: kept visible, because bait is the obvious evasion. */
  | { readonly step: 'offer-and-distress'; readonly kinds: readonly Category[] }
  /** An offer stands complete in these sentences: what the others are about was left out. In UTF-16 units of the post. */
  | { readonly step: 'passage'; readonly start: number; readonly end: number }
  /** The rule whose weight counted for its category (negative for counter-signals). */
  | { readonly step: 'counted'; readonly rule: string; readonly category: Category; readonly weight: number }
  /** The gate was met and the post is not flagged all the same: whoever runs the rules keeps its language in shadow. */
  | { readonly step: 'shadowed'; readonly language: string }
  | {
      readonly step: 'gate';
      readonly part: 'protection';
      readonly met: boolean;
      readonly points: number;
      readonly needed: number;
    }
  | { readonly step: 'gate'; readonly part: 'provider'; readonly met: boolean }
  | {
      readonly step: 'gate';
      readonly part: 'kinds';
      readonly met: boolean;
      readonly found: readonly Category[];
      readonly needed: number;
    }
  | {
      readonly step: 'gate';
      readonly part: 'threshold';
      readonly met: boolean;
      readonly score: number;
      readonly needed: number;
    };

export interface Assessment {
  readonly version: 1;
  /** The release in force, or null when unsigned packs were used. */
  readonly release: string | null;
  /** Rules switched off by holds. */
  readonly holds: readonly string[];
  readonly lane: Lane;
  /** Null in the protection lane: a person at risk is never ranked. */
  readonly score: number | null;
  /** BCP 47 tag, as packs call the language where they know it; `und` when unknown. */
  readonly language: string;
  readonly signals: readonly Signal[];
  readonly counterSignals: readonly Signal[];
  readonly trace: readonly TraceStep[];
}

/** A post as the scorer needs it; `language` is what its source or page states, which words of the post overrule. */
export interface ScorablePost {
  readonly text: string;
  readonly language?: string | undefined;
}

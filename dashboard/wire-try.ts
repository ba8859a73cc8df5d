import type { Assessment } from '../queue/contracts/index.ts';
import type { RuleInfo } from './wire.ts';

/** A text that was tried, never stored: what the rules say of it. */
export interface TryView {
  readonly text: string;
  readonly language: string;
  readonly lane: 'none' | 'review' | 'protect';
  readonly assessment: Assessment;
  readonly rules: Readonly<Record<string, RuleInfo>>;
  /** Contacts, sums, routes and dates, in reading order. */
  readonly named: readonly NamedThing[];
}

/** Something that a text names; it says nothing for or against an offer. */
export interface NamedThing {
  readonly kind: 'phone' | 'handle' | 'link' | 'price' | 'route' | 'date';
  readonly start: number;
  readonly end: number;
  /** The same for the same thing however it is written. */
  readonly value: string;
}

/**
 * What only the packs on disk tell of a text that was tried; reading them may take seconds. Others than those in force
 * would tell of other rules, so of them only that is said.
 */
export type PacksOnText =
  | { readonly state: 'changed' | 'unreadable' }
  | {
      readonly state: 'in-force';
      /** Of each rule that found something. */
      readonly rules: Readonly<Record<string, ToldByPacks>>;
      /** What rules in shadow would find, in the order of their first words. */
      readonly shadow: readonly ShadowRule[];
    };

export interface ToldByPacks {
  /** The words that were found, each once, and what they are read as. */
  readonly words: readonly ReadWords[];
  readonly knownFalsePositives: readonly string[];
}

export interface ReadWords {
  readonly text: string;
  /** The entry of the packs, and the list it stands in; `null` for patterns, routes and sums. */
  readonly entry: {
    readonly term: string;
    readonly list: { readonly concept: string; readonly language: string } | null;
  } | null;
}

export interface ShadowRule extends ToldByPacks {
  readonly rule: string;
  readonly category: string;
  readonly info: RuleInfo;
}

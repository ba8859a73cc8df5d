import type { Signal, Span } from '../assessment.ts';
import { isProtectionKind } from '../categories.ts';
import { FEWEST_SIGNS } from '../match/match-signs.ts';
import { firstFrom } from '../text/first-from.ts';
import { linesAround, linesOf } from '../text/line-end.ts';
import type { OtherVoice } from './other-voices.ts';

/** What is weighed of a post. All lists are in reading order. */
export interface Plight {
  readonly text: string;
  /** Calls for help, and what adds up to one. */
  readonly signs: readonly Signal[];
  readonly others: readonly OtherVoice[];
  /** How its stretches lean toward calls for help. */
  readonly leanings: readonly NeedLeaning[];
  /** Points to be reached; what one call is worth. */
  readonly needed: number;
}

/** How a stretch of a post leans toward calls for help, by one rule. */
export interface NeedLeaning extends Span {
  readonly rule: string;
  /** Above 0 for somebody in need, below 0 against it. */
  readonly points: number;
  /** The words that say most for that, once somebody asks. */
  readonly words: () => readonly Span[];
}

/** A stretch of a post, each rule once and each word of others once. */
export interface Weighed {
  readonly points: number;
  readonly isMet: boolean;
  readonly signs: readonly Signal[];
  readonly against: readonly Signal[];
  /** By rule, how it leans. */
  readonly leanings: readonly NeedLeaning[];
}

export interface Verdict {
  /** The calls for help that reach the points in some stretch, each rule where it first does. */
  readonly standing: readonly Signal[];
  /** The stretch that weighs most of those that reach the points, else of those with a call; null where there is neither. */
  readonly weighed: Weighed | null;
}

/** In UTF-16 units: some sentences. From 100 to 400 no unread call for help was heard more or less, and 140 to 158 of 53,782 real posts were protected. */
const REACH = 280;

/**
 * Adds up what speaks of somebody in need in every stretch of a post and how its words lean, and takes off what others say in the same
 * paragraphs. One call for help is worth all the points that are needed: it stands back only where two who speak of something else, or one
 * and how the words lean, outweigh all other signs beside it. Without a call, two signs or more must add up to as much, against sellers as
 * well, and one of them must say what is wrong: a grandmother, bread and a doctor are in everybody's talk.
 */
export function weighNeed({ text, signs, others, leanings, needed }: Plight): Verdict {
  const lines = linesOf(text);
  const told = withoutRepeats(withoutParts(signs), lines);
  const voices = others.map(({ signal }) => signal);
  const standing = new Map<string, Signal>();
  let best: Weighed | null = null;
  told.forEach(({ sign: first, line }, from) => {
    const stretch = new Stretch(needed, leaningsAround(leanings, first));
    let heard = voices.length === 0 ? 0 : firstFrom(voices, Math.max(line.start, first.start - REACH));
    let reached = from;
    for (let to = from; to < told.length; to += 1) {
      const last = told[to];
      if (last === undefined || (to > from && last.sign.end > first.start + REACH)) break;
      const isNew = stretch.add(last.sign);
      const before = heard;
      const end = Math.min(last.line.end, last.sign.end + REACH);
      for (; (voices[heard]?.start ?? end) < end; heard += 1) {
        const other = others[heard];
        if (other !== undefined) stretch.takeOff(other);
      }
      const { isMet, hasCall } = stretch;
      if (isMet) reached = to + 1;
      if (!isNew && heard === before) continue;
      if ((isMet || hasCall) && isBetter(stretch, best)) best = stretch.weighed();
    }
    for (let at = from; at < reached; at += 1) {
      const sign = told[at]?.sign ?? first;
      if (isProtectionKind(sign.category) && !standing.has(sign.rule)) standing.set(sign.rule, sign);
    }
  });
  return { standing: [...standing.values()], weighed: best };
}

function isBetter({ isMet, points }: Stretch, best: Weighed | null): boolean {
  if (best === null || best.isMet !== isMet) return best === null || isMet;
  return points > best.points;
}

/** A stretch is some sentences long; with letters that are dropped when a post is read, no more than so many units. */
const LONGEST_LEANING = 4 * REACH;

/**
 * By rule, how a post leans around a sign: of the stretches that it lies in the one that leans most toward calls, or, where it lies in none,
 * of those that reach into what may be weighed together.
 */
function leaningsAround(leanings: readonly NeedLeaning[], sign: Signal): readonly NeedLeaning[] {
  if (leanings.length === 0) return leanings;
  const around: NeedLeaning[] = [];
  for (let at = firstFrom(leanings, sign.start - LONGEST_LEANING); at < leanings.length; at += 1) {
    const one = leanings[at];
    if (one === undefined || one.start >= sign.start + REACH) break;
    if (one.end <= sign.start) continue;
    const own = around.findIndex(({ rule }) => rule === one.rule);
    const before = around[own];
    if (before === undefined) around.push(one);
    else if (speaksMore(one, before, sign)) around[own] = one;
  }
  return around.filter(({ points }) => points !== 0);
}

function speaksMore(one: NeedLeaning, other: NeedLeaning, { start, end }: Signal): boolean {
  const isInside = one.start <= start && one.end >= end;
  const isOtherInside = other.start <= start && other.end >= end;
  return isInside === isOtherInside ? one.points > other.points : isInside;
}

/** One word of a newspaper or a joke ("stopped", "fridge") is in many a call for help; beside words that lean the other way it counts. */
const LEAST_OTHERS = 2;

/** A stretch of a post as it grows. */
class Stretch {
  readonly #needed: number;
  readonly #signs = new Map<string, Signal>();
  readonly #heard = new Map<string, OtherVoice>();
  readonly #leanings: readonly NeedLeaning[];
  #forNeed = 0;
  #bySellers = 0;
  #byOthers = 0;
  #byWords = 0;
  #others = 0;
  #isWrong = false;
  hasCall = false;

  constructor(needed: number, leanings: readonly NeedLeaning[]) {
    this.#needed = needed;
    this.#leanings = leanings;
    for (const { points } of leanings) {
      if (points > 0) this.#forNeed += points;
      else this.#byWords -= points;
    }
  }

  /** @returns whether its rule has not spoken before */
  add(sign: Signal): boolean {
    if (this.#signs.has(sign.rule)) return false;
    this.#signs.set(sign.rule, sign);
    this.#forNeed += sign.weight;
    if (sign.category === 'vulnerability') this.#isWrong = true;
    if (isProtectionKind(sign.category)) this.hasCall = true;
    return true;
  }

  takeOff(other: OtherVoice): void {
    if (this.#heard.has(other.word)) return;
    this.#heard.set(other.word, other);
    if (other.isSeller) {
      this.#bySellers += other.signal.weight;
      return;
    }
    this.#others += 1;
    this.#byOthers += other.signal.weight;
  }

  get points(): number {
    const against = this.#byOthers + this.#byWords;
    if (this.hasCall) return this.#needed + this.#forNeed - (this.#isDisputed ? against : 0);
    return this.#forNeed - against - this.#bySellers;
  }

  /** Whether enough speaks against a call for help to be heard at all. */
  get #isDisputed(): boolean {
    return this.#others >= (this.#byWords > 0 ? 1 : LEAST_OTHERS);
  }

  get isMet(): boolean {
    if (this.points < this.#needed) return false;
    return this.hasCall || (this.#isWrong && this.#signs.size >= FEWEST_SIGNS);
  }

  weighed(): Weighed {
    const { points, isMet } = this;
    const isHeard = !this.hasCall || this.#isDisputed;
    const others = [...this.#heard.values()].filter(({ isSeller }) => isHeard && !(this.hasCall && isSeller));
    return {
      points,
      isMet,
      signs: [...this.#signs.values()],
      against: others.map(({ signal }) => signal),
      leanings: this.#leanings.filter((one) => one.points > 0 || isHeard),
    };
  }
}

/** No sign is longer, in UTF-16 units, with its letters apart. */
const LONGEST_SIGN = 200;

/** "I am looking for my" is no news of somebody; that it also says "I am" and "looking for" is no second and third sign. */
function withoutParts(signs: readonly Signal[]): readonly Signal[] {
  return signs.filter((sign, at) => {
    if (sign.weight === 0) return true;
    for (let other = at - 1; other >= 0; other -= 1) {
      const before = signs[other];
      if (before === undefined || before.start < sign.start - LONGEST_SIGN) break;
      if (isPartOf(sign, before)) return false;
    }
    for (let other = at + 1; other < signs.length; other += 1) {
      const behind = signs[other];
      if (behind === undefined || behind.start > sign.start) break;
      if (isPartOf(sign, behind)) return false;
    }
    return true;
  });
}

/** Whether a sign lies in the words of another that is heavier, or as heavy and longer. */
function isPartOf(one: Signal, other: Signal): boolean {
  if (other.rule === one.rule || other.start > one.start || other.end < one.end) return false;
  const isLonger = other.end - other.start > one.end - one.start;
  return other.weight > one.weight || (other.weight === one.weight && (isLonger || other.rule < one.rule));
}

interface Told {
  readonly sign: Signal;
  /** The lines that it stands in. */
  readonly line: Span;
}

/** Leaves out what the same rule has said just before in the same line: a long post of nothing else would take seconds. */
function withoutRepeats(signs: readonly Signal[], lines: readonly Span[]): readonly Told[] {
  const last = new Map<string, Told>();
  const told: Told[] = [];
  for (const sign of signs) {
    const line = linesAround(lines, sign);
    const before = last.get(sign.rule);
    if (
      before !== undefined &&
      before.line.start === line.start &&
      sign.start < before.sign.start + REACH / 2
    )
      continue;
    const own = { sign, line };
    last.set(sign.rule, own);
    told.push(own);
  }
  return told;
}

import type { Signal, Span } from '../assessment.ts';
import { type Category, isProtectionKind } from '../categories.ts';
import { firstFrom } from '../text/first-from.ts';
import { linesAround, linesOf } from '../text/line-end.ts';
import type { OtherVoice } from './other-voices.ts';

/** What is weighed of a post. All lists are in reading order. */
export interface Plight {
  readonly text: string;
  /** Calls for help, and what adds up to one. */
  readonly signs: readonly Signal[];
  readonly others: readonly OtherVoice[];
  /** Points to be reached; what one call is worth. */
  readonly needed: number;
}

/** A stretch of a post, each rule once and each word of others once. */
export interface Weighed {
  readonly points: number;
  readonly isMet: boolean;
  readonly signs: readonly Signal[];
  readonly against: readonly Signal[];
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
 * Adds up what speaks of somebody in need in every stretch of a post, and takes off what others say in the same paragraphs. One
 * call for help is worth all the points that are needed: it stands back only where those who report, help, refuse or jest
 * outweigh all other signs beside it. Without a call, signs must add up to as much against every other voice, and one of them
 * must say what is wrong: a grandmother, bread and a doctor are in everybody's talk.
 */
export function weighNeed({ text, signs, others, needed }: Plight): Verdict {
  const lines = linesOf(text);
  const told = withoutRepeats(withoutParts(signs), lines);
  const voices = others.map(({ signal }) => signal);
  const standing = new Map<string, Signal>();
  let best: Weighed | null = null;
  told.forEach(({ sign: first, line }, from) => {
    const stretch = new Stretch(needed);
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

/** Who speaks so tells of others in need, helps them, or plays; all else speaks of other things, and doubt resolves to protection. */
const TELLERS: ReadonlySet<Category> = new Set(['news', 'court', 'aid', 'refusal', 'fiction']);

/** One word of a newspaper or a joke ("stopped", "fridge") is in many a call for help. */
const LEAST_TOLD = 2;

/** A stretch of a post as it grows. */
class Stretch {
  readonly #needed: number;
  readonly #signs = new Map<string, Signal>();
  readonly #others = new Map<string, Signal>();
  #forNeed = 0;
  #byTellers = 0;
  #tellers = 0;
  #byAll = 0;
  #isWrong = false;
  hasCall = false;

  constructor(needed: number) {
    this.#needed = needed;
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

  takeOff({ signal, word }: OtherVoice): void {
    if (this.#others.has(word)) return;
    this.#others.set(word, signal);
    this.#byAll += signal.weight;
    if (!TELLERS.has(signal.category)) return;
    this.#tellers += 1;
    this.#byTellers += signal.weight;
  }

  get points(): number {
    if (!this.hasCall) return this.#forNeed - this.#byAll;
    const told = this.#tellers < LEAST_TOLD ? 0 : this.#byTellers;
    return this.#needed + this.#forNeed - told;
  }

  get isMet(): boolean {
    return this.points >= this.#needed && (this.hasCall || this.#isWrong);
  }

  weighed(): Weighed {
    const { points, isMet } = this;
    return { points, isMet, signs: [...this.#signs.values()], against: this.#against() };
  }

  #against(): readonly Signal[] {
    const others = [...this.#others.values()];
    if (!this.hasCall) return others;
    return this.#tellers < LEAST_TOLD ? [] : others.filter(({ category }) => TELLERS.has(category));
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

/** Whether a sign lies in the words of another that is heavier, or as heavy and longer. How a post leans is told by all of its words. */
function isPartOf(one: Signal, other: Signal): boolean {
  if (one.category === 'appeal' || other.category === 'appeal') return false;
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

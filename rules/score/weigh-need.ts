import type { Signal } from '../assessment.ts';
import { isProtectionKind } from '../categories.ts';
import { firstFrom } from '../text/first-from.ts';
import { linesOf } from '../text/line-end.ts';
import { Growth } from './need-growth.ts';
import { type NeedLeaning, NeedStretch, type Weighed } from './need-stretch.ts';
import type { OtherVoice } from './other-voices.ts';
import { REACH, toldSigns } from './told-signs.ts';

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

export interface Verdict {
  /** The calls for help that reach the points in some stretch, each rule where it first does. */
  readonly standing: readonly Signal[];
  /** The stretch that weighs most of those that reach the points, else of those with a call; null where there is neither. */
  readonly weighed: Weighed | null;
}

/**
 * Adds up what speaks of somebody in need in every stretch of a post and how its words lean, and takes off what others say in the same
 * paragraphs. One call for help is worth all the points that are needed: it stands back only where two who speak of something else, or one
 * and how the words lean, outweigh all other signs beside it. Without a call, two signs or more must add up to as much, against sellers as
 * well, and one of them must say what is wrong: a grandmother, bread and a doctor are in everybody's talk.
 */
export function weighNeed({ text, signs, others, leanings, needed }: Plight): Verdict {
  const told = toldSigns(signs, linesOf(text));
  const growth = new Growth(told, others);
  const voices = growth.voices;
  const standing = new Map<string, Signal>();
  let best: Weighed | null = null;
  // Behind the last sign that was told to stand before.
  let done = 0;
  told.forEach(({ sign: first, line }, from) => {
    const stretch = new NeedStretch(needed, leaningsAround(leanings, first));
    const begin = voices.length === 0 ? 0 : firstFrom(voices, Math.max(line.start, first.start - REACH));
    const stop = growth.stopOf(from);
    let voice = growth.nextVoice(begin, begin, stop);
    let isMet = false;
    let reached = from;
    for (let to = from; to < stop; to = growth.nextNews({ from, stop }, to + 1, voice)) {
      if (isMet) reached = to;
      const sign = told[to]?.sign ?? first;
      if (growth.isNewSign(to, from)) stretch.add(sign);
      for (; growth.isHeard(voice, to); voice = growth.nextVoice(voice + 1, begin, stop)) {
        const other = others[voice];
        if (other !== undefined) stretch.takeOff(other);
      }
      isMet = stretch.isMet;
      if ((isMet || stretch.hasCall) && isBetter(stretch, best)) best = stretch.weighed();
    }
    if (isMet) reached = stop;
    for (let at = Math.max(from, done); at < reached; at += 1) {
      const sign = told[at]?.sign ?? first;
      if (isProtectionKind(sign.category) && !standing.has(sign.rule)) standing.set(sign.rule, sign);
    }
    done = Math.max(done, reached);
  });
  return { standing: [...standing.values()], weighed: best };
}

function isBetter({ isMet, points }: NeedStretch, best: Weighed | null): boolean {
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
    let own = 0;
    while (own < around.length && around[own]?.rule !== one.rule) own += 1;
    const before = around[own];
    if (before === undefined || speaksMore(one, before, sign)) around[own] = one;
  }
  return around.every(({ points }) => points !== 0) ? around : around.filter(({ points }) => points !== 0);
}

function speaksMore(one: NeedLeaning, other: NeedLeaning, { start, end }: Signal): boolean {
  const isInside = one.start <= start && one.end >= end;
  const isOtherInside = other.start <= start && other.end >= end;
  return isInside === isOtherInside ? one.points > other.points : isInside;
}

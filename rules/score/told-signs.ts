import type { Signal, Span } from '../assessment.ts';
import { linesAround } from '../text/line-end.ts';

/** In UTF-16 units: some sentences. From 100 to 400 no unread call for help was heard more or less, and 140 to 158 of 53,782 real posts were protected. */
export const REACH = 280;

export interface Told {
  readonly sign: Signal;
  /** The lines that it stands in. */
  readonly line: Span;
}

/** The signs that are weighed, in reading order, as the signs themselves are. */
export function toldSigns(signs: readonly Signal[], lines: readonly Span[]): readonly Told[] {
  return withoutRepeats(withoutParts(signs), lines);
}

/** No sign is longer, in UTF-16 units, with its letters apart. */
const LONGEST_SIGN = 200;

/** "I am looking for my" is no news of somebody; that it also says "I am" and "looking for" is no second and third sign. */
function withoutParts(signs: readonly Signal[]): readonly Signal[] {
  const furthest = furthestEnds(signs);
  return signs.filter((sign, at) => {
    if (sign.weight === 0) return true;
    for (let other = at - 1; other >= 0; other -= 1) {
      const before = signs[other];
      if (before === undefined || before.start < sign.start - LONGEST_SIGN) break;
      // None from there back reaches so far.
      if ((furthest[other] ?? 0) < sign.end) break;
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

/** By sign, where the last of it and all before it ends. */
function furthestEnds(signs: readonly Signal[]): Int32Array {
  const ends = new Int32Array(signs.length);
  let furthest = 0;
  signs.forEach(({ end }, at) => {
    furthest = Math.max(furthest, end);
    ends[at] = furthest;
  });
  return ends;
}

/** Whether a sign lies in the words of another that is heavier, or as heavy and longer. */
function isPartOf(one: Signal, other: Signal): boolean {
  if (other.rule === one.rule || other.start > one.start || other.end < one.end) return false;
  const isLonger = other.end - other.start > one.end - one.start;
  return other.weight > one.weight || (other.weight === one.weight && (isLonger || other.rule < one.rule));
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

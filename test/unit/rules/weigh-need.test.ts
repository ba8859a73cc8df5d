import { describe, expect, it } from 'vitest';
import type { Signal } from '../../../rules/index.ts';
import { NeedStretch, type Weighed } from '../../../rules/score/need-stretch.ts';
import type { OtherVoice } from '../../../rules/score/other-voices.ts';
import { REACH, toldSigns } from '../../../rules/score/told-signs.ts';
import { type Plight, weighNeed } from '../../../rules/score/weigh-need.ts';
import { linesOf } from '../../../rules/text/line-end.ts';
import { fc } from '../../support/properties.ts';

const RULES = [
  ['circumstance', 6],
  ['circumstance', 2],
  ['vulnerability', 5],
  ['vulnerability', 3],
  ['distress', 0],
] as const;
const WORDS = ['news', 'film', 'seller', 'report'];
const LONGEST_LINE = 90;

/** A post as it is weighed: lines of any length, and in them signs and voices anywhere. */
const plights = fc
  .record({
    lines: fc.array(fc.integer({ min: 0, max: LONGEST_LINE }), { minLength: 1, maxLength: 60 }),
    signs: fc.array(fc.tuple(fc.nat(3000), fc.nat(RULES.length - 1), fc.integer({ min: 1, max: 40 })), {
      maxLength: 120,
    }),
    voices: fc.array(fc.tuple(fc.nat(3000), fc.nat(WORDS.length - 1), fc.integer({ min: 3, max: 8 })), {
      maxLength: 60,
    }),
  })
  .map(({ lines, signs, voices }): Plight => {
    const text = lines.map((length) => 'x'.repeat(length)).join('\n');
    const others = voices.map(([at, word, weight]): OtherVoice => {
      const start = at % (text.length + 1);
      const signal = { rule: `other.${word}`, category: 'news', start, end: start + 4, weight } as const;
      return { signal, word: WORDS[word] ?? '', isSeller: word === 2 };
    });
    const own = signs.map(([at, rule, length]): Signal => {
      const [category, weight] = RULES[rule] ?? RULES[0];
      const start = at % (text.length + 1);
      return { rule: `need.${rule}`, category, start, end: start + length, weight };
    });
    return {
      text,
      signs: own.toSorted((a, b) => a.start - b.start || (a.rule < b.rule ? -1 : 1) || a.end - b.end),
      others: others.toSorted((a, b) => a.signal.start - b.signal.start),
      leanings: [],
      needed: 10,
    };
  });

/** The same, each stretch put together anew sign by sign. */
function weighedPlainly({ text, signs, others, needed }: Plight): ReturnType<typeof weighNeed> {
  const told = toldSigns(signs, linesOf(text));
  const standing = new Map<string, Signal>();
  let best: Weighed | null = null;
  for (const [from, { sign: first, line }] of told.entries()) {
    let reached = from;
    for (let to = from; to < told.length; to += 1) {
      const stretch = told.slice(from, to + 1);
      if (to > from && (stretch.at(-1)?.sign.end ?? 0) > first.start + REACH) break;
      const until = Math.max(...stretch.map((one) => Math.min(one.line.end, one.sign.end + REACH)));
      const own = stretch.map(({ sign }) => sign);
      const begun = Math.max(line.start, first.start - REACH);
      const heard = others.filter(({ signal }) => signal.start >= begun && signal.start < until);
      const grown = new NeedStretch(needed, []);
      for (const sign of own) if (own.find(({ rule }) => rule === sign.rule) === sign) grown.add(sign);
      for (const one of heard) if (heard.find(({ word }) => word === one.word) === one) grown.takeOff(one);
      if (grown.isMet) reached = to + 1;
      if (!grown.isMet && !grown.hasCall) continue;
      const isFirst = best === null || (grown.isMet && !best.isMet);
      if (isFirst || (best?.isMet === grown.isMet && grown.points > best.points)) best = grown.weighed();
    }
    for (const { sign } of told.slice(from, reached))
      if (sign.category === 'distress' && !standing.has(sign.rule)) standing.set(sign.rule, sign);
  }
  return { standing: [...standing.values()], weighed: best };
}

describe('weighing signs of need', () => {
  it('passes over what brings nothing new, and decides as if it had looked at each sign', () => {
    fc.assert(
      fc.property(plights, (plight) => {
        expect(weighNeed(plight)).toEqual(weighedPlainly(plight));
      }),
      { numRuns: 300 },
    );
  });
});

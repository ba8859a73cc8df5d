import { describe, expect, it } from 'vitest';
import { linesAround, linesOf } from '../../../rules/text/line-end.ts';
import { slowness } from '../../support/machine-speed.ts';
import { shippedPacks, shippedScorer } from './shipped-packs.ts';

const packs = await shippedPacks();
const scorer = await shippedScorer();
const laneOf = (text: string) => scorer.score({ text }).lane;
const calls = packs.flatMap(({ cases }) => cases.filter(({ lane }) => lane === 'protect'));
const NEWS = 'Reuters reports, the spokesman told the newspaper: the boat is sinking off the coast.';
const CALL = 'My cousin is in it. The boat is sinking near Lampedusa, forty people';

describe('what excuses a call for help', () => {
  it.each(['😂', '🤣', '😂😂'])('PRO-07 is no single sign, in no language: %s', (laugh) => {
    expect(calls.length).toBeGreaterThan(60);
    const strayed = calls.filter(({ text }) => laneOf(`${text} ${laugh}`) !== 'protect');
    expect(strayed.map(({ text }) => text)).toEqual([]);
  });

  it.each([
    'They hold my brother in Libya and want money, please keep my anonymity',
    'Mon frère a été interpellé. Sans nouvelles de lui depuis la traversée, partagez',
    'قاربنا توقف المحرك ومعنا أطفال، بلغوا المنظمة الدولية للهجرة',
  ])('PRO-07 is no single word, however many rules find it: %s', (text) => {
    expect(laneOf(text)).toBe('protect');
  });

  it('are two different words of its own kind, such as news', () => {
    expect(laneOf(NEWS)).toBe('none');
    expect(scorer.score({ text: NEWS }).trace.map(({ step }) => step)).toContain('protection-excused');
  });

  it.each(['\n', '\r', '\r\n', '\u2028', '\u2029'])(
    'ends with its paragraph, whatever ends that: %j',
    (end) => {
      expect(laneOf(`${NEWS}${end}${CALL}`)).toBe('protect');
    },
  );

  it('ends with its paragraph, however often the same is said there', () => {
    for (const times of [2, 9, 300]) {
      expect(laneOf(`${NEWS.repeat(times)}\n${CALL}`), String(times)).toBe('protect');
      expect(laneOf(`${`${NEWS}\n`.repeat(times)}${CALL}`), String(times)).toBe('protect');
    }
  });

  it('is looked for in time that grows with the length of a post', () => {
    for (const text of [
      NEWS.repeat(4_000),
      `${NEWS}\n`.repeat(4_000),
      'the boat is sinking\n'.repeat(16_000),
    ]) {
      const before = process.cpuUsage();
      scorer.score({ text });
      const { user, system } = process.cpuUsage(before);
      // Microseconds. A generous bound: a quadratic step would take minutes.
      expect(user + system).toBeLessThan(5_000_000 * slowness());
    }
  }, 60_000);
});

describe('an offer below quoted copies of itself', () => {
  const offer =
    'We take you from Turkey to Italy by sailing boat, 5000 euro per person, pay on arrival, next trip Friday, inbox me @example_handle';

  it('is found, however many there are, and told by few signals', () => {
    for (const times of [1, 8, 300]) {
      const text = `${`"${offer}"\n`.repeat(times)}${offer}`;
      const { lane, score, signals, trace } = scorer.score({ text });
      expect({ lane, score }).toEqual({
        lane: 'review',
        score: scorer.score({ text: offer }).score,
      });
      for (const step of trace) {
        if (step.step !== 'counted' || step.weight < 0) continue;
        const own = signals.filter(({ rule }) => rule === step.rule);
        expect(own.length).toBeLessThanOrEqual(8);
        expect(
          own.some(({ weight }) => weight > 0),
          step.rule,
        ).toBe(true);
      }
    }
  });
});

describe('lines of a post', () => {
  it('are apart at every sign that ends one', () => {
    const post = 'a\nb\rc\u2028d\u2029\r\n';
    expect(linesOf(post).map(({ start, end }) => post.slice(start, end))).toEqual([
      'a',
      'b',
      'c',
      'd',
      '',
      '',
      '',
    ]);
  });

  it('around a span are those that it begins and ends in', () => {
    const lines = linesOf('one\ntwo\nthree');
    expect(linesAround(lines, { start: 0, end: 3 })).toEqual({
      start: 0,
      end: 3,
    });
    expect(linesAround(lines, { start: 4, end: 5 })).toEqual({
      start: 4,
      end: 7,
    });
    expect(linesAround(lines, { start: 6, end: 9 })).toEqual({
      start: 4,
      end: 13,
    });
    expect(linesAround(linesOf(''), { start: 0, end: 0 })).toEqual({
      start: 0,
      end: 0,
    });
  });
});

import { describe, expect, it } from 'vitest';
import { splitSpans } from '../../../dashboard/web/post/split-spans.ts';
import { fc } from '../../support/properties.ts';

const text = fc.string({
  unit: fc.constantFrom('a', ' ', '\n', 'ش', '😀', '\u202e', '漢', 'é'),
  maxLength: 60,
});
const span = fc.record({ start: fc.integer({ min: -5, max: 130 }), end: fc.integer({ min: -5, max: 130 }) });

describe('splitSpans', () => {
  it('keeps overlapping spans apart and together', () => {
    const segments = splitSpans('we take people north', [
      { start: 0, end: 14 },
      { start: 3, end: 20 },
    ]);
    expect(segments.map((segment) => [segment.text, segment.covers])).toEqual([
      ['we ', [0]],
      ['take people', [0, 1]],
      [' north', [1]],
    ]);
  });

  it('gives the text again, whatever the spans', () => {
    fc.assert(
      fc.property(text, fc.array(span, { maxLength: 12 }), (words, spans) => {
        const segments = splitSpans(words, spans);
        expect(segments.map((segment) => segment.text).join('')).toBe(words);
        for (const segment of segments) expect(segment.text.isWellFormed()).toBe(true);
      }),
    );
  });

  it('covers of each span exactly its words', () => {
    fc.assert(
      fc.property(text, fc.array(span, { maxLength: 12 }), (words, spans) => {
        const segments = splitSpans(words, spans);
        spans.forEach(({ start, end }, index) => {
          const covered = segments.filter((segment) => segment.covers.includes(index));
          const joined = covered.map((segment) => segment.text).join('');
          const [from, to] = [Math.max(0, start), Math.min(words.length, end)];
          if (from >= to) expect(joined).toBe('');
          else expect(joined).toContain(words.slice(from, to).toWellFormed().replaceAll('\ufffd', ''));
          // Only the other half of a cut surrogate pair may come along, at either edge.
          expect(joined.length).toBeLessThanOrEqual(Math.max(0, to - from) + 2);
        });
      }),
    );
  });

  it('never cuts a surrogate pair', () => {
    expect(splitSpans('a😀b', [{ start: 2, end: 3 }]).map((segment) => segment.text)).toEqual([
      'a',
      '😀',
      'b',
    ]);
    expect(splitSpans('a😀b', [{ start: 0, end: 2 }]).map((segment) => segment.text)).toEqual(['a😀', 'b']);
  });

  it('splits 100,000 units with 2,000 spans at once', () => {
    const long = 'x'.repeat(100_000);
    const spans = Array.from({ length: 2000 }, (_, at) => ({ start: at * 50, end: at * 50 + 80 }));
    const started = performance.now();
    expect(splitSpans(long, spans)).not.toHaveLength(0);
    expect(performance.now() - started).toBeLessThan(1000);
  });
});

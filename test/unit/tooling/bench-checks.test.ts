import { describe, expect, it } from 'vitest';
import { beyondBounds, compareHits, describeAgreement } from '../../bench/compare-hits.ts';
import { standsDisguised } from '../../bench/matching/disguised-words.ts';
import { peakOf, startFault } from '../../bench/start/start-fault.ts';

const BOUNDS = { missed: 0.2, invented: 0.2 };
const posts = (...lists: readonly (readonly string[])[]) => lists.map((list) => new Set(list));

describe('hits of two contenders', () => {
  it('are compared one by one: an invented one makes up for none that is missed', () => {
    const reference = posts(['a', 'b'], ['c'], []);
    const own = posts(['a', 'x'], ['c'], ['y']);
    const agreement = compareHits(own, reference);
    // Totals would say three beside four, and of the first post two beside two.
    expect(agreement).toEqual({ both: 2, missed: 1, invented: 2, worst: { missed: 0, invented: 0 } });
    expect(describeAgreement(agreement)).toBe(
      '3 hits of the reference, 1 missed (33.33 %), 2 invented (66.67 %)',
    );
    expect(beyondBounds(agreement, BOUNDS)).toEqual([
      'expected at most 20.00 % missed, found 33.33 %',
      'expected at most 20.00 % invented, found 66.67 %',
    ]);
    expect(beyondBounds(agreement, { missed: 0.34, invented: 0.67 })).toEqual([]);
  });

  it('are told apart where a phrase stands in a post in disguised words only', () => {
    const words = ['ana', 'm3a', 'insaan', 'kitaabb'];
    expect(standsDisguised('mea', words)).toBe(true);
    expect(standsDisguised('ana mea insan', words)).toBe(true);
    expect(standsDisguised('kitab', words)).toBe(true);
    expect(standsDisguised('insan mea', words)).toBe(false);
    expect(standsDisguised('kita', words)).toBe(false);
    expect(standsDisguised('kitaabb sa', words)).toBe(false);
  });

  it('of a reference that found nothing, or of other posts, are no agreement', () => {
    const nothing = compareHits(posts([], []), posts([], []));
    expect(beyondBounds(nothing, BOUNDS)).toEqual([
      'expected the reference to find something, found nothing',
    ]);
    expect(describeAgreement(nothing)).not.toContain('NaN');
    expect(() => compareHits(posts([]), posts([], []))).toThrow('expected hits of the same posts');
  });
});

describe('a start that is timed', () => {
  it('has scored its post under a release, or is none', () => {
    const line = (value: object) => ({ status: 0, stdout: `${JSON.stringify(value)}\n`, stderr: '' });
    expect(startFault(line({ lane: 'none', release: '0123456789abcdef' }))).toBeNull();
    expect(startFault(line({ lane: 'none', release: null }))).toContain('under a release');
    expect(startFault({ status: 0, stdout: '', stderr: '' })).toContain('found ""');
    expect(startFault({ status: 3, stdout: '', stderr: 'no packs\n' })).toBe(
      'expected exit code 0, found 3: no packs',
    );
    expect(peakOf({ status: 0, stdout: '', stderr: 'peak 2048' })).toBe(2);
    expect(() => peakOf({ status: 0, stdout: '', stderr: '' })).toThrow('expected the peak of a start');
  });
});

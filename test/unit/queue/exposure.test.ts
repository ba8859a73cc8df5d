import { describe, expect, it } from 'vitest';
import { MOST_A_DAY, restDue } from '../../../queue/review/exposure.ts';

const NOW = Date.parse('2026-06-01T12:00:00Z');
const MINUTE = 60_000;

/** Judgments up to `now`, one every so many minutes, latest first. */
function every(minutes: number, count: number): number[] {
  return Array.from({ length: count }, (_, at) => NOW - at * minutes * MINUTE);
}

describe('rest', () => {
  it('is not due while somebody works for less than an hour and a half', () => {
    expect(restDue([], NOW)).toBeNull();
    expect(restDue(every(5, 18), NOW)).toBeNull();
  });

  it('WEL-02 is due for ten minutes after an hour and a half without a break', () => {
    const judged = every(5, 19);
    expect(restDue(judged, NOW)).toEqual({ why: 'break', until: NOW + 10 * MINUTE });
    expect(restDue(judged, NOW + 10 * MINUTE)).toBeNull();
    expect(restDue(every(10, 19), NOW)).toBeNull();
  });

  it('WEL-02 is due for the rest of the day once its posts are judged', () => {
    const judged = every(1, MOST_A_DAY);
    const until = (judged.at(-1) ?? 0) + 24 * 60 * MINUTE;
    expect(restDue(judged, NOW)).toEqual({ why: 'day', until });
    expect(restDue(judged, until)).toBeNull();
    expect(restDue(judged.slice(1), NOW + 10 * MINUTE)).toBeNull();
  });
});

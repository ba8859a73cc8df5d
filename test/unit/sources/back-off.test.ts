import { describe, expect, it } from 'vitest';
import { AppError } from '../../../queue/runtime/errors.ts';
import { closingAfter, parseRetryAfter } from '../../../workers/fetch/back-off.ts';

const NOW_MS = Date.parse('2026-01-01T00:00:00Z');

describe('Retry-After', () => {
  it.each([
    ['120', 120_000],
    [' 7 ', 7000],
    ['Thu, 01 Jan 2026 00:10:00 GMT', 600_000],
    ['1000000000', 86_400_000],
    ['Thu, 01 Jan 2099 00:00:00 GMT', 86_400_000],
    ['0', undefined],
    ['-5', undefined],
    ['soon', undefined],
    ['Wed, 31 Dec 2025 00:00:00 GMT', undefined],
    [undefined, undefined],
  ])('%j asks for %j ms', (header, ms) => {
    expect(parseRetryAfter(header, NOW_MS)).toBe(ms);
  });
});

const unreachable = new AppError('source.unreachable', 'no', { reason: 'network' });
const answeredWith = (status: number, more: object = {}) =>
  new AppError(status < 500 ? 'source.blocked' : 'source.unreachable', 'no', { status, ...more });

describe('what the end of a request means for its host', () => {
  it('an answer clears the failures, also a 404 or a captcha', () => {
    expect(closingAfter(7, undefined, 0.5)).toEqual({ failures: 0 });
    expect(closingAfter(7, new AppError('source.changed', 'gone', { status: 404 }), 0.5)).toEqual({
      failures: 0,
    });
    expect(closingAfter(7, answeredWith(403, { reason: 'captcha' }), 0.5)).toEqual({ failures: 0 });
  });

  it('our own stopping says nothing about the host', () => {
    expect(closingAfter(3, new Error('the process is stopping'), 0.5)).toEqual({ failures: 3 });
  });

  it.each([429, 503])('HTTP %i is backed off from with full jitter, doubling up to 15 minutes', (status) => {
    const waits = (random: number) =>
      [0, 1, 2, 6, 7, 60].map((failures) => closingAfter(failures, answeredWith(status), random).closed?.ms);
    expect(waits(0)).toEqual([0, 0, 0, 0, 0, 0]);
    expect(waits(0.5)).toEqual([5000, 10_000, 20_000, 320_000, 450_000, 450_000]);
  });

  it('takes Retry-After as it is', () => {
    expect(closingAfter(1, answeredWith(429, { retryAfterMs: 90_000 }), 0)).toEqual({
      failures: 2,
      closed: { why: 'retry-after', ms: 90_000 },
    });
  });

  it('opens the circuit at the fifth failure in a row, for longer each time', () => {
    for (const failures of [0, 1, 2, 3]) {
      expect(closingAfter(failures, unreachable, 0)).toEqual({ failures: failures + 1 });
    }
    const open = (failures: number, random: number) => closingAfter(failures, unreachable, random).closed?.ms;
    expect([open(4, 0), open(4, 0.999)].map((ms) => Math.round((ms ?? 0) / 1000))).toEqual([15, 30]);
    expect(open(5, 0)).toBe(30_000);
    expect(open(50, 0)).toBe(450_000);
  });
});

import { describe, expect, it } from 'vitest';
import { judgeTime } from '../../../workers/sources/parse/thread-time.ts';

const LIMIT = 10_000;

describe('the time of a parse thread', () => {
  it.each([
    ['has had its computing', { wallMs: 10_100, computedMs: 10_000, hasBegun: true }, 'over'],
    ['waits for the processor', { wallMs: 60_000, computedMs: 900, hasBegun: true }, undefined],
    ['has waited for it for too long', { wallMs: 80_000, computedMs: 900, hasBegun: true }, 'starved'],
    ['has not begun yet', { wallMs: 60_000, computedMs: undefined, hasBegun: false }, undefined],
    ['never begins', { wallMs: 80_000, computedMs: undefined, hasBegun: false }, 'starved'],
    ['runs where the system counts none', { wallMs: 10_000, computedMs: undefined, hasBegun: true }, 'over'],
  ] as const)('of one that %s', (_what, spent, verdict) => {
    expect(judgeTime(spent, LIMIT)).toBe(verdict);
  });
});

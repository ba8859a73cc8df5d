import { describe, expect, it } from 'vitest';
import { AppError } from '../../../queue/runtime/errors.ts';
import { stateAfter, stateOfRefusal } from '../../../workers/handlers/source-state.ts';

function refused(reason: string): AppError {
  return new AppError('source.refused', 'expected another source', { reason });
}

describe('how a source stands', () => {
  it.each([
    ['disabled', 'off'],
    ['import', 'off'],
    ['suspended', 'off'],
    ['no-assessment', 'no-assessment'],
    ['not-started', 'expired'],
    ['expired', 'expired'],
    ['review-overdue', 'expired'],
    ['scope', 'refused'],
    ['scope-path', 'refused'],
  ] as const)('is the same whether "%s" keeps it from a round or ends one: %s', (reason, state) => {
    expect(stateOfRefusal(reason)).toBe(state);
    expect(stateAfter(refused(reason))).toBe(state);
  });

  it.each([
    ['robots', 'blocked'],
    ['address-dns', 'refused'],
    ['constructor', 'refused'],
  ])('is of a request that was refused for "%s": %s', (reason, state) => {
    expect(stateAfter(refused(reason))).toBe(state);
  });

  it('is not told by what says nothing about it', () => {
    const down = new AppError('storage.unavailable', 'expected the records, found none');
    expect(() => stateAfter(down)).toThrow(down);
  });
});

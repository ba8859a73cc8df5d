import { describe, expect, it } from 'vitest';
import { closingLine, countTests } from '../../tooling/closing-line.mjs';

const passed = { status: 'passed', assertionResults: [{ status: 'passed' }] };
const result = {
  numPassedTests: 3,
  numFailedTests: 0,
  numPendingTests: 1,
  numTodoTests: 1,
  testResults: [passed],
};

describe('the closing line of a run', () => {
  it('counts what passed, failed and was skipped', () => {
    expect(closingLine(countTests(result, 0))).toBe('3 passed, 0 failed, 2 skipped');
  });

  it('counts a file that could not be loaded as a failure', () => {
    const broken = { ...result, testResults: [passed, { status: 'failed', assertionResults: [] }] };
    expect(closingLine(countTests(broken, 1))).toBe('3 passed, 1 failed, 2 skipped');
  });

  it('does not count a failed test twice', () => {
    const file = { status: 'failed', assertionResults: [{ status: 'failed' }] };
    expect(countTests({ ...result, numFailedTests: 1, testResults: [file] }, 1).failed).toBe(1);
  });

  it('never reads as a success when the run was none', () => {
    expect(countTests(result, 1).failed).toBe(1);
    expect(countTests(result, null).failed).toBe(1);
    expect(countTests(undefined, 0).failed).toBe(1);
  });
});

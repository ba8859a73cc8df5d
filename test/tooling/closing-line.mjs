// What a run comes to, from vitest's JSON report.

/**
 * A file that could not be loaded, and a run that failed outside any test, count as one failure each: the line must
 * never read as a success when the run was none.
 */
export function countTests(result, status) {
  if (result === undefined) return { passed: 0, failed: 1, skipped: 0 };
  const broken = result.testResults.filter(
    ({ status: outcome, assertionResults }) =>
      outcome === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  );
  const failed = result.numFailedTests + broken.length;
  return {
    passed: result.numPassedTests,
    failed: failed === 0 && status !== 0 ? 1 : failed,
    skipped: result.numPendingTests + result.numTodoTests,
  };
}

export function closingLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

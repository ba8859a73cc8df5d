// What "Fairness" is counted from, and what is counted apart at scoring.
export {
  type FlagFact,
  firstOfMonth,
  foldContentCounts,
  noteFlagged,
  removeCounts,
  removeHandedOverFacts,
} from './content-counts.ts';
export {
  type Months,
  monthsUpTo,
  readAssessedPosts,
  readFlagged,
  readFoundPosts,
  readLiftedAt,
  readLogRange,
  readReviewed,
  readSampleResults,
} from './fairness-rows.ts';
export { countRuleErrors, type ErroredRule, foldRuleErrors, readRuleErrors } from './rule-errors.ts';
export { foldSignCounts, type SignCount } from './sign-counts.ts';

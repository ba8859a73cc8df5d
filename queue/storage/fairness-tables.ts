// What "Fairness" is counted from.
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

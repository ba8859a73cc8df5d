export { type Disparity, findDisparities, type Tolerance } from './disparity.ts';
export { figuresBy } from './figures.ts';
export type { AssessedPosts, FlaggedItem } from './flagged.ts';
export { estimateMissed, type SampleResult, sampledShares } from './missed-offers.ts';
export { alphaOf } from './reliability.ts';
export { createFairness, type Fairness } from './report.ts';
export { watchFairness } from './watch.ts';

export { describeWaitingMonths, readClosedMonths } from './closed-months.ts';
export { endOfLastOver, lastOver } from './differencing.ts';
export { hiringTrend } from './hiring.ts';
export { overviewOf } from './overview.ts';
export type { Statistics } from './port.ts';
export { createStatistics } from './releases.ts';
export { type Reopening, reopenReleases } from './reopen.ts';
export { type SharedAggregate, shareAggregate } from './share-aggregate.ts';

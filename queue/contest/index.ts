export { type ContestDeskOptions, createContestDesk } from './contest-desk.ts';
export type { ContestDesk, ContestSummary, OpenedContest } from './port.ts';

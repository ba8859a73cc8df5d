export { OTHER, type ShownTable, tableOf } from './count-table.ts';
export { overviewOf } from './overview.ts';
export type { Statistics } from './port.ts';
export { createStatistics } from './releases.ts';
export { suppress, THRESHOLD } from './suppress.ts';

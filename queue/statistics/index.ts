export type { ShownTable } from './count-table.ts';
export { overviewOf } from './overview.ts';
export type { Statistics } from './port.ts';
export { createStatistics } from './releases.ts';

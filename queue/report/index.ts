export { checkReport } from './check-report.ts';
export { describeDuty, type ReportDuty } from './duty.ts';
export { type Evaluated, evaluateMonth } from './evaluate.ts';
export { LEAST_PUBLIC_METHOD } from './facts.ts';
export { DATA_FILE, pageName, reportFileNames, reportFiles } from './files.ts';
export { makeReport } from './make-report.ts';
export { periodMonths } from './periods.ts';
export { readReportDuty } from './read-duty.ts';
export { REPORT_LANGUAGES } from './words.ts';

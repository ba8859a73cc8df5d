export { describeDuty, type ReportDuty } from './duty.ts';
export { type Evaluated, evaluateMonth } from './evaluate.ts';
export { CURRENT_METHOD } from './facts.ts';
export { checkReport, DATA_FILE, pageName, REPORT_LANGUAGES, reportFileNames, reportFiles } from './files.ts';
export { makeReport } from './make-report.ts';
export { periodMonths } from './periods.ts';
export { readReportDuty } from './read-duty.ts';

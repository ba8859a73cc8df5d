export { type Evaluated, evaluateMonth } from './evaluate.ts';
export { checkReport, pageName, REPORT_LANGUAGES, reportFiles } from './files.ts';
export { makeReport, periodMonths } from './make-report.ts';

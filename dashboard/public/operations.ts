import { does, doesNone, type OperationTable } from '../route-operations.ts';

const PAGE = doesNone('a page that is the same for everybody');

/**
 * What every route of the public pages does to personal data (LOG-01). This process can write no entry, since it only puts
 * sealed rows down; whoever takes them in writes it.
 */
export const PUBLIC_OPERATIONS: OperationTable = {
  'GET /livez': PAGE,
  'GET /readyz': PAGE,
  'GET /public.css': PAGE,
  'GET /': PAGE,
  'GET /:locale/': PAGE,
  'GET /:locale/report': PAGE,
  'GET /:locale/contest': PAGE,
  'GET /:locale/receipt': PAGE,
  'GET /:locale/reports': PAGE,
  'GET /published/:id/:file': PAGE,
  'POST /:locale/report': does('collects', 'report.referred', 'reports.exported'),
  'POST /:locale/contest': does('collects', 'contest.received'),
  'POST /:locale/receipt': does('collects', 'report.referred', 'reports.exported'),
};

import { doesNone, type OperationTable } from '../route-operations.ts';

const COMMITMENTS = doesNone('origin, size and root of a log of somebody else, of which nothing can be told');

/** What every route of a witness does to personal data (LOG-01). */
export const WITNESS_OPERATIONS: OperationTable = {
  'POST /add-checkpoint': COMMITMENTS,
  'GET /:hash/checkpoint': COMMITMENTS,
};

import type { Kysely } from 'kysely';
import { holdReports, readReport, type Schema } from '../../queue/storage/index.ts';

/** Sealed messages as they leave, each with its id in the records. */
export async function readReports(db: Kysely<Schema>, onlyNew: boolean) {
  const reports = [];
  for (const id of await holdReports(db, onlyNew)) reports.push({ id, ...(await readReport(db, id)) });
  return reports;
}

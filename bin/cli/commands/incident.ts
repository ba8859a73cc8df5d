import { z } from 'zod';
import { IncidentKind, Severity } from '../../../queue/contracts/index.ts';
import { AppError } from '../../../queue/runtime/errors.ts';
import { recordIncident, stopWork } from '../../../queue/storage/index.ts';
import { EXIT } from '../exit.ts';
import { operatorId } from '../operator.ts';
import type { SharedOptions } from '../program.ts';
import { say } from '../terminal.ts';
import { withRecords } from '../with-records.ts';

const Incident = z.strictObject({
  happenedOn: z.iso.date('expected a day such as 2026-10-03'),
  kind: IncidentKind,
  severity: Severity,
  summary: z
    .string()
    .trim()
    .min(10, 'expected at least 10 characters')
    .max(500, 'expected at most 500 characters'),
});

interface IncidentOptions extends SharedOptions {
  readonly on: string;
  readonly kind: string;
  readonly severity: string;
  readonly summary: string;
}

/** Records an incident. A serious one stops the work first: whatever fails after that, nothing goes on. */
export async function incident({
  on,
  kind,
  severity,
  summary,
  ...options
}: IncidentOptions): Promise<number> {
  const found = Incident.safeParse({ happenedOn: on, kind, severity, summary });
  if (!found.success)
    throw new AppError(
      'usage.invalid',
      found.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('\n'),
    );
  // The register keeps every row, so a mistyped day could never be taken back; days are those of UTC, as everywhere.
  const today = new Date().toISOString().slice(0, 10);
  if (found.data.happenedOn > today)
    throw new AppError(
      'usage.invalid',
      `--on: expected a day that has come, at most ${today} (UTC), found ${on}`,
    );
  return withRecords(options, 'incident', async ({ database: { db } }) => {
    const act = { actor: operatorId(), now: new Date() };
    const isSerious = found.data.severity === 'serious';
    if (isSerious) await stopWork(db, { ...act, reason: `serious incident: ${found.data.kind}` });
    const id = await db.transaction().execute((tx) => recordIncident(tx, found.data, act));
    say(
      `incident ${id} is recorded${isSerious ? '; collecting and scoring are stopped, and going on takes two people. Inform the supervisory authority and whoever is affected as your law says' : ''}`,
    );
    return EXIT.done;
  });
}

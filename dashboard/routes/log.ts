import type { Hono } from 'hono';
import { z } from 'zod';
import { EntryKind, LOG_PURPOSES, LogPurposeShape } from '../../queue/contracts/index.ts';
import type { LogQuery } from '../../queue/log/index.ts';
import { personOf } from '../auth/guard-routes.ts';
import type { AppEnvironment } from '../environment.ts';
import { Nothing, readBody, readQuery } from '../read-input.ts';
import type { EntriesView, LogView, ReadEntriesView } from '../wire-oversight.ts';

/** What one page lists. */
const LIMIT = 50;

const A_DAY = { error: 'expected a day such as 2026-11-27' };
/** The records know no year 0. */
const Day = z.iso.date(A_DAY).refine((day) => day >= '0001', A_DAY);
const shape = {
  kind: EntryKind.optional(),
  subject: z.string().trim().min(1).max(200).optional(),
  from: Day.optional(),
  to: Day.optional(),
};
const position = z.coerce.number().int().nonnegative().optional();
const Listing = z.strictObject({ ...shape, first: position, before: position });
const Reading = z.strictObject({
  ...shape,
  first: z.int().nonnegative().optional(),
  before: z.int().nonnegative().optional(),
  purpose: LogPurposeShape,
});

function queryOf({ from, to, ...rest }: z.infer<typeof Listing>): LogQuery {
  return { ...rest, from: dayOf(from), to: dayOf(to), limit: LIMIT };
}

function dayOf(day: string | undefined): Date | undefined {
  return day === undefined ? undefined : new Date(`${day}T00:00:00.000Z`);
}

/** `/api/log`: how the log stands, its entries, and what they say for one of four purposes. */
export function logRoutes(app: Hono<AppEnvironment>): void {
  app.get('/api/log', async (context) => {
    const state = await context.get('dashboard').oversight.logState(personOf(context));
    const view: LogView = { ...state, purposes: LOG_PURPOSES, allKinds: EntryKind.options };
    return context.json(view);
  });

  app.get('/api/log/entries', async (context) => {
    const query = queryOf(readQuery(context, Listing));
    const view: EntriesView = await context.get('dashboard').oversight.entries(personOf(context), query);
    return context.json(view);
  });

  // No GET: whoever reads what entries say is on record.
  app.post('/api/log/read', async (context) => {
    const { purpose, ...listing } = await readBody(context, Reading);
    const { oversight } = context.get('dashboard');
    const view: ReadEntriesView = await oversight.readEntries(personOf(context), purpose, queryOf(listing));
    return context.json(view);
  });

  app.post('/api/log/check', async (context) => {
    await readBody(context, Nothing);
    return context.json(await context.get('dashboard').oversight.checkLog(personOf(context)));
  });
}

import type { Hono } from 'hono';
import { z } from 'zod';
import {
  AuditRequest,
  ContentRequest,
  type CoverageReport,
  DrawRequest,
  LOG_PURPOSES,
  LogPurposeShape,
  MAX_AUDIT_PICKS,
  MIN_READING_REASON,
} from '../../queue/contracts/index.ts';
import { AppError } from '../../queue/runtime/errors.ts';
import { personOf } from '../auth/guard-routes.ts';
import type { AppContext, AppEnvironment } from '../environment.ts';
import { readBody, readNumber } from '../read-input.ts';
import type { AuditsView, OversightView, RecordView } from '../wire-oversight.ts';

const ITEM_ID = /^[A-Za-z0-9_-]{1,128}$/;
const Purpose = z.strictObject({ purpose: LogPurposeShape });

/** `/api/oversight`, `/api/audits` and `/api/records`: how things stand, draws of past judgments, how each was handled. */
export function oversightRoutes(app: Hono<AppEnvironment>): void {
  app.get('/api/oversight', async (context) => {
    const { oversight, authorisations, reportDuty, tellingCounts } = context.get('dashboard');
    const [figures, dates, report, tellings] = await Promise.all([
      oversight.figures(personOf(context)),
      authorisations(),
      reportDuty(),
      tellingCounts(),
    ]);
    return context.json({ ...figures, authorisations: dates, report, tellings } satisfies OversightView);
  });

  app.get('/api/coverage', async (context) =>
    context.json((await context.get('dashboard').coverage.report()) satisfies CoverageReport),
  );

  app.get('/api/audits', async (context) => {
    const audits = await context.get('dashboard').oversight.audits(personOf(context));
    const view: AuditsView = { audits, purposes: LOG_PURPOSES, maxPicks: MAX_AUDIT_PICKS };
    return context.json(view);
  });

  app.post('/api/audits', async (context) => {
    const request = await readBody(context, AuditRequest);
    return context.json({
      id: await context.get('dashboard').oversight.announce(personOf(context), request),
    });
  });

  app.get('/api/audits/:id', async (context) => {
    const { oversight } = context.get('dashboard');
    return context.json(await oversight.audit(personOf(context), readNumber(context, 'an audit')));
  });

  app.post('/api/audits/:id/draw', async (context) => {
    const request = await readBody(context, DrawRequest);
    const { oversight } = context.get('dashboard');
    return context.json(await oversight.draw(personOf(context), readNumber(context, 'an audit'), request));
  });

  // No GET: each of these readings is on record.
  app.post('/api/records/:id/record', async (context) => {
    const { purpose } = await readBody(context, Purpose);
    const { oversight } = context.get('dashboard');
    const record = await oversight.record(personOf(context), itemId(context), purpose);
    return context.json({ ...record, minReason: MIN_READING_REASON } satisfies RecordView);
  });

  app.post('/api/records/:id/replay', async (context) => {
    const { purpose } = await readBody(context, Purpose);
    const { oversight } = context.get('dashboard');
    return context.json(await oversight.replay(personOf(context), itemId(context), purpose));
  });

  app.post('/api/records/:id/content', async (context) => {
    const request = await readBody(context, ContentRequest);
    const { oversight } = context.get('dashboard');
    return context.json(await oversight.content(personOf(context), itemId(context), request));
  });
}

function itemId(context: AppContext): string {
  const id = context.req.param('id') ?? '';
  if (ITEM_ID.test(id)) return id;
  throw new AppError('item.not-found', 'Expected the id of an item, found something that is none.');
}

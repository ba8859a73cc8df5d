import type { Hono } from 'hono';
import { z } from 'zod';
import {
  CaseRequest,
  ExportRequest,
  MAX_CASE_ITEMS,
  may,
  UNMASKING_PURPOSES,
  UnmaskingRequest,
} from '../../queue/contracts/index.ts';
import { AppError } from '../../queue/runtime/errors.ts';
import { personOf } from '../auth/guard-routes.ts';
import type { AppEnvironment } from '../environment.ts';
import { Nothing, readBody, readNumber } from '../read-input.ts';
import type { CasesView, OffersView, OneCaseView } from '../wire-casework.ts';

const Adding = z.strictObject({ itemId: z.string() });
/** `/api/cases`: matters that offers are put together for, and asking for a name in one. */
export function caseRoutes(app: Hono<AppEnvironment>): void {
  app.get('/api/cases', async (context) => {
    const cases = await context.get('dashboard').cases.list(personOf(context));
    return context.json({ cases, maxItems: MAX_CASE_ITEMS } satisfies CasesView);
  });

  app.post('/api/cases', async (context) => {
    const request = await readBody(context, CaseRequest);
    const number = await context.get('dashboard').cases.open(personOf(context), request);
    return context.json({ number });
  });

  app.get('/api/cases/:id', async (context) => {
    const { cases, exports, notices, recipients } = context.get('dashboard');
    const person = personOf(context);
    const number = readNumber(context, 'a case');
    const mayAsk = may(person.roles, 'exports.request', 'installation');
    const view: OneCaseView = {
      case: await cases.view(person, number),
      exports: await exports.list(person, number),
      notices: may(person.roles, 'notices.read', 'installation') ? await notices.list(person, number) : null,
      recipients: mayAsk ? recipients.map(({ id, name, purposes }) => ({ id, name, purposes })) : [],
      maxItems: MAX_CASE_ITEMS,
      purposes: UNMASKING_PURPOSES,
    };
    return context.json(view);
  });

  app.post('/api/cases/:id/items', async (context) => {
    const { itemId } = await readBody(context, Adding);
    const { cases } = context.get('dashboard');
    await cases.add(personOf(context), readNumber(context, 'a case'), itemId);
    return context.body(null, 204);
  });

  app.post('/api/cases/:id/close', async (context) => {
    await readBody(context, Nothing);
    await context.get('dashboard').cases.close(personOf(context), readNumber(context, 'a case'));
    return context.body(null, 204);
  });

  app.post('/api/cases/:id/names', async (context) => {
    const caseNumber = readNumber(context, 'a case');
    const asked = await readBody(context, UnmaskingRequest.omit({ caseNumber: true }));
    const id = await context.get('dashboard').names.request(personOf(context), { ...asked, caseNumber });
    return context.json({ id });
  });

  app.post('/api/cases/:id/exports', async (context) => {
    const caseNumber = readNumber(context, 'a case');
    const asked = await readBody(context, ExportRequest.omit({ caseNumber: true }));
    const { exports, recipients } = context.get('dashboard');
    const recipient = recipients.find(({ id }) => id === asked.recipient);
    if (recipient === undefined)
      throw new AppError(
        'export.refused',
        `expected one of the recipients of config/recipients.yml, found "${asked.recipient}"`,
      );
    const number = await exports.request(personOf(context), { ...asked, caseNumber }, recipient);
    return context.json({ number });
  });

  for (const word of ['approve', 'refuse'] as const) {
    app.post(`/api/exports/:id/${word}`, async (context) => {
      await readBody(context, Nothing);
      const { exports } = context.get('dashboard');
      await exports.settle(personOf(context), readNumber(context, 'an export'), word);
      return context.body(null, 204);
    });
  }

  app.get('/api/offers', async (context) => {
    const offers = await context.get('dashboard').cases.offers(personOf(context));
    return context.json({ offers } satisfies OffersView);
  });
}

import type { Hono } from 'hono';
import { z } from 'zod';
import {
  CaseRequest,
  MAX_CASE_ITEMS,
  UNMASKING_PURPOSES,
  UnmaskingRequest,
} from '../../queue/contracts/index.ts';
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
    const { cases } = context.get('dashboard');
    const view: OneCaseView = {
      case: await cases.view(personOf(context), readNumber(context, 'a case')),
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

  app.get('/api/offers', async (context) => {
    const offers = await context.get('dashboard').cases.offers(personOf(context));
    return context.json({ offers } satisfies OffersView);
  });
}

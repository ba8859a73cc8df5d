import type { Hono } from 'hono';
import {
  DELAY_GROUNDS,
  MIN_TELLING_REASON,
  NOTICE_LANGUAGES,
  TELLING_STATES,
  TellingLetterRequest,
  TellingOutcome,
  TellingWord,
} from '../../queue/contracts/index.ts';
import { personOf } from '../auth/guard-routes.ts';
import type { AppContext, AppEnvironment } from '../environment.ts';
import { readBody, readNumber } from '../read-input.ts';
import type { LettersView, OneTellingView, TellingsView } from '../wire-casework.ts';

/** `/api/tellings`: duties to tell whoever posted. A person tells them and writes it down; no route tells anybody (TRA-06). */
export function tellingRoutes(app: Hono<AppEnvironment>): void {
  app.get('/api/tellings', async (context) => {
    const tellings = await context.get('dashboard').tellings.list(personOf(context));
    return context.json({ tellings, states: TELLING_STATES } satisfies TellingsView);
  });

  app.get('/api/tellings/:id', async (context) => {
    const telling = await context.get('dashboard').tellings.view(personOf(context), numberOf(context));
    const view: OneTellingView = {
      telling,
      grounds: DELAY_GROUNDS,
      languages: NOTICE_LANGUAGES,
      minReason: MIN_TELLING_REASON,
    };
    return context.json(view);
  });

  // No GET: it opens the posts, and is on record.
  app.post('/api/tellings/:id/letters', async (context) => {
    const { language } = await readBody(context, TellingLetterRequest);
    const { tellings } = context.get('dashboard');
    const letters = await tellings.letters(personOf(context), numberOf(context), language);
    return context.json({ letters } satisfies LettersView);
  });

  app.post('/api/tellings/:id/record', async (context) => {
    const outcome = await readBody(context, TellingOutcome);
    await context.get('dashboard').tellings.record(personOf(context), numberOf(context), outcome);
    return context.body(null, 204);
  });

  app.post('/api/tellings/:id/settle', async (context) => {
    const word = await readBody(context, TellingWord);
    await context.get('dashboard').tellings.settle(personOf(context), numberOf(context), word);
    return context.body(null, 204);
  });
}

function numberOf(context: AppContext): number {
  return readNumber(context, 'a duty to tell');
}

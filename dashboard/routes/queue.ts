import type { Hono } from 'hono';
import { z } from 'zod';
import type { SignedIn } from '../../queue/accounts/index.ts';
import { isOverdue, LANGUAGE_TAG, Outcome } from '../../queue/contracts/index.ts';
import type { Desk } from '../../queue/review/port.ts';
import { personOf } from '../auth/guard-routes.ts';
import type { DashboardContext } from '../context.ts';
import type { AppEnvironment } from '../environment.ts';
import { itemView } from '../item-view.ts';
import { readBody, readQuery } from '../read-input.ts';
import type { NextView, QueueView, UnreadLanguage } from '../wire.ts';

/** What one page lists; the desk allows no more. */
const LIMIT = 200;

const Lane = z.enum(['review', 'protect']);
const Language = z.string().regex(LANGUAGE_TAG, {
  error: 'expected a BCP 47 language tag such as "ar" or "und"',
});

/** Where the page before ended: when its last item was judged, and which it was. */
const Place = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T[\d:.]{8,15}Z~[A-Za-z0-9_-]{1,128}$/, {
    error: 'expected where a page of closed posts ended, as the page itself names it',
  })
  .transform((place) => {
    const [judgedAt = '', id = ''] = place.split('~');
    return { judgedAt, id };
  })
  // The records know no year 0.
  .refine(({ judgedAt }) => !Number.isNaN(Date.parse(judgedAt)) && judgedAt >= '0001', {
    error: 'expected a moment, found none',
  });

const QueueQuery = z.strictObject({
  lane: Lane.default('review'),
  language: Language.optional(),
  show: z.enum(['open', 'closed']).default('open'),
  outcome: Outcome.optional(),
  before: Place.optional(),
});

const NextRequest = z.strictObject({
  lane: Lane.default('review'),
  language: Language.optional(),
});

/** What waits in this lane in languages that nobody reads; it is told to whoever may enter the lane. */
async function readUnread(
  { gaps, reviewPolicy, clock }: DashboardContext,
  lane: z.infer<typeof Lane>,
): Promise<UnreadLanguage[]> {
  const step = lane === 'protect' ? 'protect' : 'judge';
  const found = await gaps();
  return found.flatMap((gap) =>
    gap.step !== step || gap.language === null || gap.waiting === null
      ? []
      : [
          {
            language: gap.language,
            ...gap.waiting,
            isOverdue: isOverdue(gap, reviewPolicy.unreadHours, clock.now()),
          },
        ],
  );
}

/** Open items as the desk lists them; closed ones page by page. */
async function listed(
  desk: Desk,
  person: SignedIn,
  { show, ...query }: z.infer<typeof QueueQuery>,
): Promise<Pick<QueueView, 'items' | 'older'>> {
  if (show === 'open')
    return { items: await desk.list(person, { ...query, show, limit: LIMIT }), older: null };
  const { items, older } = await desk.closed(person, { ...query, limit: LIMIT });
  return { items, older: older && `${older.judgedAt}~${older.id}` };
}

/** `/api/queue` lists items, oldest first; `/api/next` claims one for the reviewer. */
export function queueRoutes(app: Hono<AppEnvironment>): void {
  app.get('/api/queue', async (context) => {
    const query = readQuery(context, QueueQuery);
    const { desk, questions } = context.get('dashboard');
    const person = personOf(context);
    const [counts, asked, languages, { items, older }, unread] = await Promise.all([
      desk.counts(person),
      questions.waiting(person),
      desk.languages(person, query.lane),
      listed(desk, person, query),
      readUnread(context.get('dashboard'), query.lane),
    ]);
    const view: QueueView = {
      counts: { ...counts, questions: asked.length },
      languages,
      items,
      older,
      unread,
    };
    return context.json(view);
  });

  app.post('/api/next', async (context) => {
    const { lane, language } = await readBody(context, NextRequest);
    const { desk, rule } = context.get('dashboard');
    const person = personOf(context);
    const item = await desk.next(person, lane, language);
    const view: NextView = {
      item: item === null ? null : itemView(item, rule),
      rest: item === null ? await desk.rest(person) : null,
    };
    return context.json(view);
  });
}

import type { Hono } from 'hono';
import { z } from 'zod';
import {
  askableTables,
  Month,
  may,
  monthOf,
  monthsFrom,
  ReleaseCorrection,
  ReleaseRequest,
  type StatisticsView,
} from '../../queue/contracts/index.ts';
import { AppError } from '../../queue/runtime/errors.ts';
import { hiringTrend, lastOver, overviewOf } from '../../queue/statistics/index.ts';
import { personOf } from '../auth/guard-routes.ts';
import type { AppContext, AppEnvironment } from '../environment.ts';
import { readBody, readNumber, readQuery } from '../read-input.ts';

/** Months that the page shows unless it is asked for others. */
const USUAL_MONTHS = 12;
const MOST_MONTHS = 36;

const Range = z.strictObject({ first: Month.optional(), last: Month.optional() });
const Word = z.strictObject({ word: z.enum(['release', 'refuse']) });

/** Counters for whoever studies the phenomenon, and what of them is released, by two persons. */
export function statisticsRoutes(app: Hono<AppEnvironment>): void {
  app.get('/api/statistics', async (context) => context.json(await viewOf(context)));

  app.post('/api/statistics/releases', async (context) => {
    const request = await readBody(context, ReleaseRequest);
    const id = await context.get('dashboard').statistics.request(personOf(context), request);
    return context.json({ id });
  });

  app.post('/api/statistics/releases/:id/decide', async (context) => {
    const { word } = await readBody(context, Word);
    const id = readNumber(context, 'a release');
    await context.get('dashboard').statistics.decide(personOf(context), id, word);
    return context.body(null, 204);
  });

  app.post('/api/statistics/releases/:id/correct', async (context) => {
    const { note } = await readBody(context, ReleaseCorrection);
    const id = readNumber(context, 'a release');
    await context.get('dashboard').statistics.correct(personOf(context), id, note);
    return context.body(null, 204);
  });

  app.get('/api/statistics/releases/:id/file', async (context) => {
    const id = readNumber(context, 'a release');
    const file = await context.get('dashboard').statistics.file(personOf(context), id);
    context.header('Content-Type', 'application/json');
    context.header('Content-Disposition', `attachment; filename="statistics-${id}.json"`);
    return context.body(new Uint8Array(file));
  });
}

async function viewOf(context: AppContext): Promise<StatisticsView> {
  const { statistics, clock } = context.get('dashboard');
  const person = personOf(context);
  const now = new Date(clock.now());
  // Oversight counts the protection lane; who writes rules for the other does not.
  const withProtection = may(person.roles, 'quality.read', 'installation');
  const range = rangeOf(readQuery(context, Range), withProtection ? monthOf(now) : lastOver(now));
  const [figures, hiring, releases, budgets] = await Promise.all([
    statistics.figures(range),
    statistics.hiring(range),
    statistics.releases(),
    statistics.budgets(),
  ]);
  const overview = overviewOf(figures, range, { withProtection, now });
  return {
    ...overview,
    hiring: hiringTrend(overview.trends, hiring),
    releases: releases.map(({ requestedBy, decidedBy: _, ...release }) => ({
      ...release,
      isOwn: requestedBy === person.id,
    })),
    budgets,
    askable: askableTables(),
    may: {
      request: may(person.roles, 'statistics.request', 'installation'),
      decide: may(person.roles, 'statistics.decide', 'installation'),
    },
  };
}

/** @param usual the last month where nobody asks for one: of a month that runs some see posts alone */
function rangeOf({ first, last }: z.infer<typeof Range>, usual: Month): { first: Month; last: Month } {
  const to = last ?? (first !== undefined && first > usual ? first : usual);
  const [year, month] = to.split('-').map(Number);
  const from = first ?? monthOf(new Date(Date.UTC(year ?? 0, (month ?? 1) - USUAL_MONTHS, 1)));
  const count = monthsFrom(from, to).length;
  if (count >= 1 && count <= MOST_MONTHS) return { first: from, last: to };
  throw new AppError(
    'input.invalid',
    `Expected a first month that is not after the last, and ${MOST_MONTHS} months at most; found ${from} to ${to}.`,
  );
}

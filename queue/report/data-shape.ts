import { z } from 'zod';
import { LANGUAGE_TAG } from '../contracts/certificate.ts';
import { EvaluationPlan, IncidentKind, Severity } from '../contracts/evaluation.ts';
import { FAMILY_STATES, type Month, Month as MonthName } from '../contracts/figure.ts';
import { ReleaseSpec } from '../contracts/statistics.ts';
import { isTellable, type ShownHiring } from '../statistics/hiring.ts';
import type { MonthCounts } from '../statistics/month-counts.ts';
import { THRESHOLD } from '../statistics/suppress.ts';
import { LEAST_HIRING_METHOD, REPORT_METHODS } from './facts.ts';
import { periodMonths } from './periods.ts';
import type { ReportData } from './report-data.ts';

const Count = z.int().nonnegative();
const Digest = z.string().regex(/^[0-9a-f]{64}$/, { error: 'expected 64 hexadecimal digits' });

function monthsOf(family: 'posts' | 'outcomes') {
  const counts = Object.fromEntries(FAMILY_STATES[family].map((state) => [state, Count.nullable()]));
  return z.array(
    z
      .strictObject({ month: MonthName, counts: z.strictObject(counts), total: Count.nullable() })
      .superRefine((month, context) => {
        for (const message of monthFaults(month)) context.addIssue({ code: 'custom', message });
      }),
  );
}

/** What a month says that no month that was held back rightly can say. */
function monthFaults({ counts, total }: MonthCounts): string[] {
  const all = Object.values(counts);
  const shown = all.filter((count) => count !== null);
  const sum = shown.reduce((before, count) => before + count, 0);
  const held = all.length - shown.length;
  const small = [...shown, ...(total === null ? [] : [total])].filter((count) => count < THRESHOLD);
  const isWrong = total === null ? shown.length > 0 : held === 0 ? sum !== total : sum > total;
  return [
    ...small.map((count) => `expected no count under ${THRESHOLD}, found ${count}`),
    ...(held === 1 ? ['expected two counts or more that are held back, or none, found one'] : []),
    ...(isWrong ? [`expected counts that add up to the total, found ${sum} and ${total ?? 'none'}`] : []),
  ];
}

/** What no month says of its offers that was held back rightly, or of a time before it was counted. */
function hiringFaults({ hiring = [], outcomes }: Pick<ReportData, 'hiring' | 'outcomes'>): string[] {
  const isTold = ({ isCounted, count }: ShownHiring, at: number) =>
    count === null || (isCounted && isTellable(outcomes[at]?.counts.offer ?? null, count));
  const since = hiring.findIndex(({ isCounted }) => isCounted);
  return [
    ...hiring
      .filter((one, at) => !isTold(one, at))
      .map(
        ({ month, count }) =>
          `expected no count of ${month} that it or the other offers of the month hold back, found ${count}`,
      ),
    ...hiring
      .filter(({ isCounted }, at) => !isCounted && since >= 0 && at > since)
      .map(({ month }) => `expected ${month} counted, as a month before it is`),
  ];
}

/**
 * Exactly what a report may say and nothing beside it. What is worked out anew, counts of entries and all that follows from them, is
 * compared with what it comes to and needs no shape here.
 */
const Shape = z
  .strictObject({
    vigie: z.literal('report'),
    method: z.literal(REPORT_METHODS),
    period: z.string(),
    months: z.array(MonthName),
    log: z.strictObject({ first: Count.nullable(), last: Count.nullable(), shredded: Count }),
    tally: z.array(z.unknown()),
    posts: monthsOf('posts'),
    outcomes: monthsOf('outcomes'),
    hiring: z
      .array(z.strictObject({ month: MonthName, isCounted: z.boolean(), count: Count.nullable() }))
      .optional(),
    facts: z.array(z.looseObject({ id: z.string(), count: Count.nullable() })),
    measures: z.array(z.unknown()),
    comparison: z.array(z.unknown()),
    plans: z.array(
      z.strictObject({ month: MonthName, plan: EvaluationPlan, sha256: Digest, fixedAt: z.iso.datetime() }),
    ),
    releases: z.array(
      z.strictObject({
        id: z.int().positive(),
        spec: ReleaseSpec,
        purpose: z.string(),
        sha256: Digest.nullable(),
        corrections: z.array(z.strictObject({ at: z.iso.datetime(), note: z.string() })),
      }),
    ),
    incidents: z.array(z.strictObject({ kind: IncidentKind, severity: Severity, count: Count })),
    uncheckedLanguages: z.array(z.string().regex(LANGUAGE_TAG)).optional(),
  })
  .superRefine(({ method, period, months, posts, outcomes, hiring }, context) => {
    const expected = monthsIn(period).join(', ');
    const found = {
      months,
      posts: posts.map(({ month }) => month),
      outcomes: outcomes.map(({ month }) => month),
      ...(method >= LEAST_HIRING_METHOD && { hiring: hiring?.map(({ month }) => month) ?? [] }),
    };
    const wrong =
      method < LEAST_HIRING_METHOD && hiring !== undefined
        ? [`expected none in a report of method ${method}, found ${hiring.length}`]
        : hiringFaults({ ...(hiring !== undefined && { hiring }), outcomes });
    for (const message of wrong) context.addIssue({ code: 'custom', path: ['hiring'], message });
    for (const [path, names] of Object.entries(found)) {
      if (expected === '' || names.join(', ') !== expected)
        context.addIssue({
          code: 'custom',
          path: [path],
          message: `expected the months of ${JSON.stringify(period)}, found ${names.join(', ') || 'none'}`,
        });
    }
  });

function monthsIn(period: string): readonly Month[] {
  try {
    return periodMonths(period);
  } catch {
    return [];
  }
}

/**
 * The figures of a report as they were read from a file.
 * @returns them, or what is wrong with them, each with its place; never throws
 */
export function parseReport(value: unknown): ReportData | readonly string[] {
  if (!z.looseObject({ vigie: z.literal('report') }).safeParse(value).success)
    return ['expected the figures of a report, found another file or none'];
  const parsed = Shape.safeParse(value);
  if (parsed.success) return value as ReportData;
  return parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'the report'}: ${message}`);
}

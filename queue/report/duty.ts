import { endOfMonth, type Month, monthOf, monthsFrom } from '../contracts/figure.ts';
import { periodMonths, periodOf, type ReportRhythm } from './periods.ts';

const DAY_MS = 86_400_000;

/** A report that this installation made, and how far it has come. */
export interface MadeReport {
  readonly period: string;
  /** ISO 8601; the latest of its kind. */
  readonly madeAt: string;
  /** When one person said that it be published; `null` before. */
  readonly proposedAt: string | null;
  readonly publishedAt: string | null;
}

/** A period that is over and of which no report was published. */
export interface OwedReport {
  readonly period: string;
  /** The last day on which it is in time, UTC, such as 2026-11-29. */
  readonly dueOn: string;
  /** 0 until that day is over. */
  readonly daysOverdue: number;
  /** `none`: nobody made it; `made`: it lies unpublished; `proposed`: a second person must say so. */
  readonly stage: 'none' | 'made' | 'proposed';
}

/** Whether the transparency report appears as regularly as the policy says (TRA-04). */
export interface ReportDuty {
  readonly every: ReportRhythm;
  /** Oldest first. */
  readonly owed: readonly OwedReport[];
  /** The period that runs, and until when its report is in time. */
  readonly next: { readonly period: string; readonly dueOn: string };
  /** Latest first. */
  readonly published: readonly { readonly period: string; readonly publishedAt: string }[];
}

export interface DutyFacts {
  readonly every: ReportRhythm;
  /** Days after the end of a period. */
  readonly dueDays: number;
  /** The first month of which anything was counted; `null`: nothing was yet, and nothing is owed. */
  readonly since: Month | null;
  readonly reports: readonly MadeReport[];
  readonly now: Date;
}

/**
 * What is owed. A period is told of once every month of it stands in reports that were published: months count for a quarter,
 * so that a change of the policy makes nothing owed twice.
 */
export function reportDuty({ every, dueDays, since, reports, now }: DutyFacts): ReportDuty {
  const published = reports
    .flatMap(({ period, publishedAt }) => (publishedAt === null ? [] : [{ period, publishedAt }]))
    .toSorted((one, other) => orderOf(other).localeCompare(orderOf(one)));
  const told = new Set(published.flatMap(({ period }) => periodMonths(period)));
  const current = periodOf(monthOf(now), every);
  const periods =
    since === null ? [] : [...new Set(monthsFrom(since, monthOf(now)).map((one) => periodOf(one, every)))];
  const owed = periods
    .filter((period) => period !== current)
    .filter((period) => periodMonths(period).some((month) => month >= (since ?? '') && !told.has(month)))
    .map((period) => {
      const dueOn = dueDay(period, dueDays);
      const late = Date.parse(now.toISOString().slice(0, 10)) - Date.parse(dueOn);
      return {
        period,
        dueOn,
        daysOverdue: Math.max(0, Math.round(late / DAY_MS)),
        stage: stageOf(period, reports),
      };
    });
  return { every, owed, next: { period: current, dueOn: dueDay(current, dueDays) }, published };
}

/** By time of publication, and where that is one by period. */
function orderOf({ publishedAt, period }: ReportDuty['published'][number]): string {
  return `${publishedAt} ${periodMonths(period).at(-1)}`;
}

function stageOf(period: string, reports: readonly MadeReport[]): OwedReport['stage'] {
  const made = reports.filter((one) => one.period === period && one.publishedAt === null);
  if (made.length === 0) return 'none';
  return made.some(({ proposedAt }) => proposedAt !== null) ? 'proposed' : 'made';
}

/** The end of a period is midnight after its last day: so many days later is the last that is in time. */
function dueDay(period: string, dueDays: number): string {
  const last = periodMonths(period).at(-1) ?? period;
  return new Date(endOfMonth(last).getTime() + (dueDays - 1) * DAY_MS).toISOString().slice(0, 10);
}

/** In words for an operator, one line for each period that is owed; one line where none is. */
export function describeDuty({ every, owed, next, published }: ReportDuty): string[] {
  const last = published[0];
  if (owed.length === 0) {
    const so = last === undefined ? 'none was published yet' : `the last published is of ${last.period}`;
    return [`every ${every}: nothing is owed, ${so}; the report for ${next.period} is due on ${next.dueOn}`];
  }
  const stages = {
    none: 'nobody has made it',
    made: 'it was made and not published',
    proposed: 'it was made, and waits for a second person to publish it',
  };
  return owed.map(({ period, dueOn, daysOverdue, stage }) =>
    daysOverdue === 0
      ? `the report for ${period} is due on ${dueOn}; ${stages[stage]}`
      : `the report for ${period} was due on ${dueOn}, overdue by ${daysOverdue} day${daysOverdue === 1 ? '' : 's'}; ${stages[stage]}`,
  );
}

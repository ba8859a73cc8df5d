import { ASSESSMENT_KINDS } from './assessment.ts';

/** How the assessments of an installation stand, as read when its process started. */
export interface AssessmentStanding {
  /** All that is missing or wrong, each with its file; empty when both are complete and signed. */
  readonly faults: readonly string[];
  /** Days between which each counts: from the first, before the second, UTC. */
  readonly periods: readonly { readonly name: string; readonly from: string; readonly until: string }[];
}

/** What a process knows that read none: it may fetch nothing. */
export const NO_ASSESSMENTS: AssessmentStanding = {
  faults: [],
  periods: [],
};

/** All that keeps live collection from running at `nowMs`, in words; empty when it may. */
export function assessmentGaps({ faults, periods }: AssessmentStanding, nowMs: number): string[] {
  if (faults.length === 0 && periods.length < ASSESSMENT_KINDS.length)
    return ['expected both assessments, found them unread'];
  const today = new Date(nowMs).toISOString().slice(0, 10);
  const outside = periods.flatMap(({ name, from, until }): string[] => {
    if (today < from) return [`the ${name} counts from ${from} only`];
    return today < until ? [] : [`the ${name} ended on ${until}; review it, and have it signed anew`];
  });
  return [...faults, ...outside];
}

/** The first day on which the assessments do not count any more; `null` where there are none. */
export function assessmentsEnd({ periods }: AssessmentStanding): string | null {
  const ends = periods.map(({ until }) => until).sort();
  return ends[0] ?? null;
}

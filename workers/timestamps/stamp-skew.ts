/** A stamp may be this much earlier than the event's own time, by clocks that differ; more, and one of them is wrong. */
const SKEW_MS = 10 * 60_000;

/** What is wrong with when an event was stamped: nobody can stamp what is not there yet. @param at what the event says, ISO 8601 */
export function skewFault(genTime: Date, at: string | undefined): string | null {
  return at !== undefined && genTime.getTime() < Date.parse(at) - SKEW_MS
    ? `expected a stamp from ${at} on, give or take 10 minutes, found ${genTime.toISOString()}: a clock was wrong`
    : null;
}

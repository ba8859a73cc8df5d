import type { LogTally } from './entry-tally.ts';

/** What the installation did, as a count of entries of the log. */
export interface FactSpec {
  readonly id: string;
  /** Of the UN Working Group, which it answers to. */
  readonly recommendation: 8 | 11 | 12 | 14;
  /** What it speaks of: what was gained, what was harmed or went wrong, or how the work was done. */
  readonly side: 'benefit' | 'harm' | 'work';
  /** Rows of the tally that add up to it. */
  readonly of: readonly string[];
}

/**
 * Every count of the report that comes from the log. They say what the authority did and how often, without any dimension, so
 * they are exact: an account of one's own acts that hid small numbers would hide what it is for. Those that tell of people at risk are not.
 */
export const FACTS: readonly FactSpec[] = [
  { id: 'rounds', recommendation: 8, side: 'work', of: ['source.round'] },
  { id: 'rounds-dropped', recommendation: 8, side: 'harm', of: ['source.dropped'] },
  { id: 'posts-dead', recommendation: 8, side: 'harm', of: ['posts.dead'] },
  { id: 'tables-released', recommendation: 8, side: 'benefit', of: ['statistics.released'] },
  { id: 'first-judgments', recommendation: 11, side: 'work', of: ['item.judged first'] },
  { id: 'second-judgments', recommendation: 11, side: 'work', of: ['item.seconded'] },
  { id: 'disputed', recommendation: 11, side: 'harm', of: ['item.disputed'] },
  { id: 'adjudicated', recommendation: 11, side: 'work', of: ['item.adjudicated'] },
  { id: 'undone', recommendation: 11, side: 'harm', of: ['item.undone'] },
  { id: 'overrides', recommendation: 11, side: 'harm', of: ['item.overridden approve'] },
  { id: 'to-protection', recommendation: 11, side: 'benefit', of: ['item.protected'] },
  { id: 'alerts-sent', recommendation: 11, side: 'benefit', of: ['alert.sent'] },
  { id: 'alerts-failed', recommendation: 11, side: 'harm', of: ['alert.failed'] },
  { id: 'alerts-acknowledged', recommendation: 11, side: 'benefit', of: ['alert.acknowledged'] },
  { id: 'contests-received', recommendation: 11, side: 'work', of: ['contest.received'] },
  { id: 'contests-decided', recommendation: 11, side: 'work', of: ['contest.decided'] },
  { id: 'contests-upheld', recommendation: 11, side: 'harm', of: ['contest.decided upheld'] },
  { id: 'tellings-owed', recommendation: 11, side: 'work', of: ['telling.owed'] },
  { id: 'tellings-told', recommendation: 11, side: 'benefit', of: ['telling.told'] },
  { id: 'tellings-put-off', recommendation: 11, side: 'harm', of: ['telling.approved'] },
  { id: 'tellings-overdue', recommendation: 11, side: 'harm', of: ['telling.overdue'] },
  { id: 'texts-erased', recommendation: 11, side: 'work', of: ['posts.erased texts'] },
  { id: 'names-read', recommendation: 11, side: 'harm', of: ['identity.read'] },
  { id: 'names-in-danger', recommendation: 11, side: 'harm', of: ['identity.glass-broken'] },
  { id: 'log-readings', recommendation: 11, side: 'work', of: ['log.read'] },
  { id: 'stops', recommendation: 11, side: 'work', of: ['work.stopped'] },
  { id: 'watch-alarms', recommendation: 11, side: 'work', of: ['watch.alarmed'] },
  { id: 'plans-fixed', recommendation: 12, side: 'work', of: ['evaluation.planned'] },
  { id: 'misses', recommendation: 12, side: 'harm', of: ['evaluation.missed'] },
  { id: 'incidents', recommendation: 12, side: 'harm', of: ['incident.recorded'] },
  { id: 'cases-opened', recommendation: 14, side: 'benefit', of: ['case.opened'] },
  { id: 'offers-in-cases', recommendation: 14, side: 'benefit', of: ['case.item-added'] },
  { id: 'notices-sent', recommendation: 14, side: 'work', of: ['notice.sent notice'] },
  { id: 'flagger-notices-sent', recommendation: 14, side: 'work', of: ['notice.sent flagger'] },
  { id: 'orders-sent', recommendation: 14, side: 'work', of: ['notice.sent order'] },
  { id: 'notices-removed', recommendation: 14, side: 'benefit', of: ['notice.answered removed'] },
  { id: 'notices-restricted', recommendation: 14, side: 'benefit', of: ['notice.answered restricted'] },
  { id: 'notices-kept', recommendation: 14, side: 'work', of: ['notice.answered kept'] },
  { id: 'notices-unanswered', recommendation: 14, side: 'work', of: ['notice.answered no-answer'] },
  { id: 'notices-reinstated', recommendation: 14, side: 'harm', of: ['notice.answered reinstated'] },
  { id: 'notices-wrong', recommendation: 14, side: 'harm', of: ['notice.answered error'] },
  { id: 'notices-called-back', recommendation: 14, side: 'harm', of: ['notice.withdrawn sent'] },
  { id: 'holds', recommendation: 14, side: 'work', of: ['hold.approved'] },
];

/**
 * How the figures of a report are worked out; a report says by which it was made, and is checked by that one. Tallies of the
 * first showed counts that a month holds back, and its first judgments were also those made anew. Those of the second showed all kinds
 * of entries, people at risk among them. The third has the figures of the fourth, and wrote shares below 1 % to one place. Up to the fourth
 * none said how many offers hire carriers.
 */
export const REPORT_METHODS = [1, 2, 3, 4, 5] as const;
export type ReportMethod = (typeof REPORT_METHODS)[number];
/** What reports are made by. */
export const CURRENT_METHOD = 5;
/** From this one on reports can be published: the tallies of those before show what their months hold back. */
export const LEAST_PUBLIC_METHOD = 3;
/** From this one on reports say how many offers hire carriers. */
export const LEAST_HIRING_METHOD = 5;

const FIRST_METHOD: Readonly<Record<string, readonly string[]>> = { 'first-judgments': ['item.judged'] };

export interface Fact extends FactSpec {
  /** `null` where it is held back. */
  readonly count: number | null;
}

/** The counts of a tally; one of which the log says nothing is 0. */
export function factsOf({ rows }: Pick<LogTally, 'rows'>, method: ReportMethod = CURRENT_METHOD): Fact[] {
  const counts = new Map(rows.map(({ name, count }) => [name, count]));
  return FACTS.map((fact) => {
    const of = (method === 1 ? FIRST_METHOD[fact.id] : undefined) ?? fact.of;
    const parts = of.map((name) => (counts.has(name) ? (counts.get(name) ?? null) : 0));
    const count = parts.includes(null) ? null : parts.reduce<number>((sum, part) => sum + (part ?? 0), 0);
    return { ...fact, of, count };
  });
}

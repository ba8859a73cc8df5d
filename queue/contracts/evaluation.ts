import { z } from 'zod';

const Share = z.number().min(0).max(1);

/** What a month is measured by; it counts when it was fixed, and logged, before the month began. */
export const EvaluationPlan = z.strictObject({
  /** Of decided items of the review lane, the least share that are offers, for all of them and for each rule and source. */
  leastPrecision: Share.default(0.5),
  /** Fewer decided items say nothing of a rule or source. */
  leastDecided: z.int().min(10).max(10_000).default(30),
  /** Of second judgments, the largest share that disagree. */
  mostDisputed: Share.default(0.2),
  /** Of decided contests, the largest share that are upheld. */
  mostUpheld: Share.default(0.2),
  /** Longest time from finding somebody at risk to the first message, in seconds; 60 by the law of the house. */
  alertSeconds: z.int().min(5).max(60).default(60),
  /** Incidents with a leak of personal data. */
  mostLeaks: z.int().min(0).max(0).default(0),
});
export type EvaluationPlan = z.infer<typeof EvaluationPlan>;

export const IncidentKind = z.enum([
  'leak',
  'wrong-flag',
  'protection-missed',
  'unlawful-collection',
  'security',
  'other',
]);
export type IncidentKind = z.infer<typeof IncidentKind>;

export const Severity = z.enum(['serious', 'minor']);
export type Severity = z.infer<typeof Severity>;

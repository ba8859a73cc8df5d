export type { Assessment, ScorablePost, Signal, Span, TraceStep } from './assessment.ts';
export { CATEGORIES, type Category, type Lane } from './categories.ts';
export type { Fault } from './load/fault.ts';
export { type LoadedPacks, loadPacks } from './load/load-packs.ts';
export { shippedPacksDir } from './packs-dir.ts';
export type { Pack, Rule } from './schema.ts';
export { createScorer, type Scorer, type ScorerOptions } from './score/create-scorer.ts';

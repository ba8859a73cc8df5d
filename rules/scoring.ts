/**
 * The narrow door, for what only scores: no parser of packs, no compiler, none of the analyst's tools. Through the wide one
 * those are loaded too, a tenth of the time in which `score` is ready. Who looks for words of its own, such as a source that
 * wants some of a stream, gets the folding that scoring has.
 */

export type { Signal } from './assessment.ts';
export type { CompiledRules } from './compile/compiled-rules.ts';
export { loadRules } from './load/load-rules.ts';
export { compiledRulesDir, shippedPacksDir } from './packs-dir.ts';
export { checkRelease } from './release/check-release.ts';
export { type Approver, Approvers, ReleaseRecord } from './release/release-record.ts';
export { createScorer, type Scorer } from './score/create-scorer.ts';
export { holdableRules } from './score/held-rules.ts';
export { normalise } from './text/normalise.ts';

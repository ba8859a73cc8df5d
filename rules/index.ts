export {
  type Backtest,
  type BacktestPost,
  backtest,
  type LanguageEffect,
  type Share,
} from './analysis/backtest.ts';
export { exampleTexts } from './analysis/example-texts.ts';
export {
  createExplainer,
  type ExplainedSignal,
  type Explainer,
  type Explanation,
  type Missing,
} from './analysis/explain.ts';
export {
  createPackTeller,
  type HeardPost,
  type PackTeller,
  type ToldSignal,
} from './analysis/pack-teller.ts';
export { type LanguageProbe, type Probes, probePacks, type RuleProbe } from './analysis/probe.ts';
export { type RegisteredPacks, type RegisteredRule, registerPacks, termsOf } from './analysis/registry.ts';
export { type ExampleFailure, runExamples } from './analysis/run-examples.ts';
export { createShadowFinder } from './analysis/shadow-rules.ts';
export { perSecond, type RuleTime, type RuleTimes, type Timed, timeRules } from './analysis/time-rules.ts';
export type { Assessment, ScorablePost, Signal, Span, TraceStep } from './assessment.ts';
export { CATEGORIES, type Category, type Lane } from './categories.ts';
export { compileRules } from './compile/compile-rules.ts';
export type { CompiledRules, RuleText } from './compile/compiled-rules.ts';
export { type Evidence, evidenceOf } from './compile/wording.ts';
export type { Entity, EntityKind } from './entities/entity.ts';
export type { Corridor } from './entities/find-corridor.ts';
export type { Gloss } from './gloss.ts';
export type { BackgroundPost } from './lint/broad-rules.ts';
export { compileForLint } from './lint/compile-for-lint.ts';
export type { Finding } from './lint/finding.ts';
export { lintPacks } from './lint/lint-packs.ts';
export { traitsNamedIn } from './lint/named-traits.ts';
export { compileParsed } from './load/compile-parsed.ts';
export { digestOf } from './load/digest.ts';
export type { Fault } from './load/fault.ts';
export { type LoadedPacks, loadPacks } from './load/load-packs.ts';
export { loadRules } from './load/load-rules.ts';
export { readPackFiles } from './load/pack-files.ts';
export { type LocatedPack, type ParsedPacks, parsePacks } from './load/parse-packs.ts';
export { parseSources, readPacks } from './load/read-packs.ts';
export { packJsonSchema } from './pack-json-schema.ts';
export { compiledRulesDir, shippedPacksDir } from './packs-dir.ts';
export { changesBetween } from './release/changes.ts';
export { checkRelease } from './release/check-release.ts';
export { liveDigestOf } from './release/live-digest.ts';
export { describeChange, recordDifferences } from './release/record-differences.ts';
export type { ReleaseProblem } from './release/release-problem.ts';
export {
  type Approver,
  ApproverId,
  Approvers,
  ReleaseRecord,
  recordOfLive,
  standingRecord,
} from './release/release-record.ts';
export { isSamePerson } from './release/same-person.ts';
export {
  isSignatureOf,
  publicKeyOf,
  readSigningKey,
  releaseBytes,
  signatureOf,
  signRelease,
} from './release/signatures.ts';
export { worseTreatment } from './release/worse-treatment.ts';
export type { Pack, Rule } from './schema.ts';
export { createScorer, type Scorer, type ScorerOptions } from './score/create-scorer.ts';
export { holdableRules, unholdableRules } from './score/held-rules.ts';
export { asTyped } from './text/as-typed.ts';
export { scriptOf } from './text/script.ts';

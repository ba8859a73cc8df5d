export {
  type AlertFacts,
  bringBackAlerts,
  countAlerts,
  escalateAlerts,
  readOpenAlerts,
  recordDelivery,
  takeDelivery,
  UNANSWERED_MINUTES,
} from './alerts.ts';
export {
  type ArchiveSignature,
  countSignatures,
  keepSignature,
  postponeSignature,
  readSignatures,
  takeUnsigned,
  type UnsignedArchive,
  wantSignature,
} from './archive-signatures.ts';
export {
  type EntryAssessments,
  moveToLanes,
  type StoredAssessment,
  type UnflaggedAssessments,
} from './assessments.ts';
export { attempt } from './attempt.ts';
export {
  type AuditRow,
  insertAudit,
  judgmentPositions,
  lockUndrawn,
  readAudits,
  recordDraw,
} from './audits.ts';
export { KeyCollector, readKeys, type TextKeys, wrappedUnder } from './backup-keys.ts';
export type { CountedPosts, PostCount } from './batch-counts.ts';
export { readDueLooks, recordMissed, recordSeen, takeLook } from './capture-looks.ts';
export {
  completeCapture,
  failCapture,
  keepCapture,
  readDueCaptures,
  releaseCapture,
  type TakenCapture,
  takeCapture,
  wantCaptures,
  wantCapturesOfCopies,
} from './captures.ts';
export { refuseEarlyCapture, refuseEarlyLook } from './captures-early.ts';
export { readUnknownWords } from './closed-lists.ts';
export {
  type ContestRow,
  closeContest,
  countContests,
  findItemsOfAddress,
  matchContest,
  openBeside,
  pruneContests,
  readContest,
  readOpenContests,
  readUntaken,
  rulesOfItem,
  startContest,
  wholeVerdict,
} from './contests.ts';
export {
  type CustodyVault,
  checkCustody,
  itemsInCustody,
  readCustody,
  recordCustody,
} from './custody.ts';
export { type Database, type DatabaseOptions, openDatabase, type Reach } from './database.ts';
export { buryLetter, countDeadLetters, type ListedLetter, listLetters } from './dead-letters.ts';
export { disposeErased } from './dispose.ts';
export { eraseItem } from './erase-item.ts';
export { type Erased, eraseDue } from './erasure.ts';
export { type ErasureCertificate, readErasures, recordErasure } from './erasures.ts';
export { fixPlan, type Miss, type NewIncident, readPlans, recordIncident } from './evaluations.ts';
export {
  announceObjects,
  countCaptures,
  countRefusedLeavings,
  giveUpLeavings,
  postponeLeaving,
  readRecordsTime,
  readStoredObjects,
  removeUnnamed,
  settleLeavings,
} from './evidence.ts';
export * from './fairness-tables.ts';
export {
  foldFigures,
  readFigures,
  readHiring,
  readSubjectOutcomes,
  type SubjectOutcome,
} from './figures.ts';
export { grantAppRole } from './grants.ts';
export { grantPublicRole, grantReportsRole } from './grants-public.ts';
export { holdOf } from './held-texts.ts';
export { hostTurns } from './host-turns.ts';
export { type ImportProgress, importUpsert, readImport } from './imports.ts';
export { type FlaggedPost, itemIdOf, type Opened, openItems } from './items.ts';
export { readLanes } from './lanes.ts';
export { approveHold, type LegalHold, liftHold, readHolds, requestHold } from './legal-holds.ts';
export { migrate, pendingMigrations, refuseNewer } from './migrate.ts';
export {
  addNoticeOutcome,
  insertNotice,
  type ListedNotice,
  listNotices,
  lockNotice,
  type NoticeRow,
  readNotice,
  readNoticeOutcomes,
  stateOfNotice,
  takeOutNotice,
  updateNotice,
} from './notices.ts';
export * from './opentimestamps.ts';
export { type OversightFigures, readOversightFigures } from './oversight-figures.ts';
export { nameOfPerson, requirePerson, unknownPerson, WORD_COUNTS_MS } from './persons.ts';
export {
  countStaged,
  insertStaged,
  type KnownPost,
  markDead,
  readKnown,
  readStaged,
  readVersions,
  type StagedBatch,
  type StagedPost,
  type VersionsKept,
} from './posts.ts';
export {
  type ItemFacts,
  readForReplay,
  readItemFacts,
  readNames,
  type TextState,
} from './process-record.ts';
export { pruneRounds } from './prune-rounds.ts';
export * from './public-pages.ts';
export { publishReport } from './published-reports.ts';
export { readCapture, readCaptured, readUnlisted } from './read-captures.ts';
export { markRecalls, type Recall, readRecalls, recallItem } from './recalls.ts';
export { addTrouble, readTrouble, type TroubleCounts } from './refusals.ts';
export {
  answerReport,
  buryUnopenable,
  clearDistress,
  closeReport,
  countDistress,
  type Distress,
  giveUpDistress,
  holdReports,
  lockDistress,
  markRead,
  pruneReports,
  readDistress,
  readReplyRecipient,
  readReport,
  readUnopenable,
  type Unopenable,
} from './reports.ts';
export { classifyTexts, raiseHighWater, readHighWater } from './retention.ts';
export {
  type EndedRound,
  endBackfill,
  endRound,
  isRoundOver,
  type OpenRound,
  openRound,
  pageUpdate,
  postsUpdate,
  type RoundOutcome,
  readHeadCounts,
  readOutcome,
  type SealedAddress,
} from './rounds.ts';
export { readRulesOf } from './rule-authors.ts';
export { holdRule, liftRule, type RuleHold, readHeldRules, readRuleHolds } from './rule-holds.ts';
export { type KeptPack, keepRelease, readRelease } from './rule-releases.ts';
export {
  enterUnsigned,
  type KeptRecord,
  listInForce,
  type Returned,
  readLastInForce,
  type TimeInForce,
} from './rules-in-force.ts';
export { insertSamples, type NewSample, readWeeklyPosts, removeSamples } from './samples.ts';
export type { Schema } from './schema.ts';
export { scrubErased } from './scrub.ts';
export { type Kept, type KeptText, keepTexts, lockBatch, namePermalinks } from './sealed-texts.ts';
export { unsafeSettings } from './server-facts.ts';
export { bindKind, bindVault, boundVault, readKind, refuseOtherKind } from './settings.ts';
export { keepShadowLanguages, readShadowLanguages } from './shadow-languages.ts';
export { forgetAllRested } from './sign-in-attempts.ts';
export { holdRecords, readSnapshot, unreadableTables, writeSnapshot } from './snapshot.ts';
export { parseSnapshotHead, type SnapshotHead, sealedUnder } from './snapshot-head.ts';
export { readSourceHealth } from './source-health.ts';
export {
  type Backfill,
  readProgress,
  recordBackfill,
  recordProgress,
  type SourceProgress,
} from './source-progress.ts';
export { readDue, recordDrop, recordStanding, registerSources, type SourceDue } from './sources.ts';
export type { SqlPool } from './sql-pool.ts';
export { closeReleases } from './statistic-closings.ts';
export { readStatus, readWaiting } from './status.ts';
export {
  approveResume,
  describeStop,
  isRefusedByStop,
  readStop,
  refuseWhileStopped,
  type Stop,
  stoppedError,
  stopWork,
} from './stops.ts';
export { isSuspended, liftSuspension, suspendSource } from './suspensions.ts';
export { foldTallies } from './tallies.ts';
export {
  type DecisionTimes,
  type JudgedThing,
  readDecisionTimes,
  readJudgedKnown,
  readJudgedTwice,
} from './team-rows.ts';
export {
  confirmTimestamp,
  countControlled,
  type DueTimestamp,
  planTimestamps,
  postponeTimestamp,
  readNewestTokens,
  readStampBacklog,
  readStampers,
  readTimestamps,
  refuseTimestamp,
  type StampBacklog,
  type Timestamp,
  takeTimestamps,
} from './timestamps.ts';
export { hasTakenPart } from './took-part.ts';

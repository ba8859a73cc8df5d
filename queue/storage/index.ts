export {
  type EntryAssessments,
  moveToLanes,
  type StoredAssessment,
  type UnflaggedAssessments,
} from './assessments.ts';
export { type Database, type DatabaseOptions, openDatabase, type Reach } from './database.ts';
export { buryLetter, countDeadLetters, type DeadLetter } from './dead-letters.ts';
export { type Erased, eraseDue } from './erasure.ts';
export { grantAppRole } from './grants.ts';
export { hostTurns } from './host-turns.ts';
export { type ImportProgress, importUpsert, readImport } from './imports.ts';
export { type FlaggedPost, type Opened, openItems } from './items.ts';
export { migrate, pendingMigrations, refuseNewer } from './migrate.ts';
export {
  countStaged,
  insertStaged,
  markDead,
  readKnown,
  readStaged,
  type StagedBatch,
  type StagedPost,
} from './posts.ts';
export { addRefusals, type RefusalCounts, readRefusals } from './refusals.ts';
export {
  endRound,
  type OpenRound,
  openRound,
  pageUpdate,
  pruneRounds,
  readHeadCounts,
  type SealedAddress,
} from './rounds.ts';
export type { Schema } from './schema.ts';
export { scrubErased } from './scrub.ts';
export { keepTexts } from './sealed-texts.ts';
export { unsafeSettings } from './server-facts.ts';
export { bindKind, bindVault, boundVault } from './settings.ts';
export { parseSnapshotHead, readSnapshot, type SnapshotHead, writeSnapshot } from './snapshot.ts';
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
export { readStatus } from './status.ts';

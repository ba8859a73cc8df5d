export { appendEntry, entryInsert, type NewEntry } from './append.ts';
export { type ReadEntry, readEntries } from './bodies.ts';
export { openCheckpoint } from './checkpoint.ts';
export { assessmentBody, commitAll, commitmentOf, readLeaves, SALT_BYTES } from './commitments.ts';
export { type Gathered, gatherCosignatures, type PostToWitness, withCosignatures } from './cosignatures.ts';
export { EXPORT_FILES, type ExportPart, exportLog } from './export-log.ts';
export { bindLogOrigin, readLogSigner, renameRestoredLog } from './log-origin.ts';
export {
  entriesAbout,
  entriesAt,
  type ListedEntry,
  type LogPage,
  type LogQuery,
  listEntries,
  type OpenedEntry,
  openEntries,
  positionsBetween,
} from './log-pages.ts';
export { type LogState, readLogState } from './log-state.ts';
export { inclusionPath, leafHash, rootOfPath, treeRoot } from './merkle.ts';
export { type KeptCheckpoint, type MonitorFault, type MonitorReport, monitorLog } from './monitor.ts';
export {
  type Note,
  type NoteSigner,
  type NoteVerifier,
  noteSigner,
  parseNote,
  parseVkey,
  SIGNATURE_TYPE,
  vkeyOf,
} from './note.ts';
export { packBodies, unpackBodies } from './packed-bodies.ts';
export { parsePolicy, type WitnessPolicy, witnessesOf } from './policy.ts';
export { type CheckedProof, checkProof } from './proof-file.ts';
export { recordReading } from './read-log.ts';
export { recordPublication } from './record-publication.ts';
export type { LogFault, LogNotice, LogReport } from './report.ts';
export { logHead, sequence } from './sequencer.ts';
export { isShreddedSince, shredBodies } from './shred.ts';
export { checkEarlier, type StoredCheckpoint, signCheckpoint } from './stored-checkpoints.ts';
export { findEntry, type ProvenShredding, proveEntry, proveShredding, proveUnder } from './stored-proof.ts';
export { verifyLog } from './verify.ts';
export { type ExportReader, type ExportReport, readExportedEntries, verifyExport } from './verify-export.ts';
export {
  createWitness,
  formatRequest,
  type Witness,
  type Witnessed,
  type WitnessStore,
} from './witness.ts';

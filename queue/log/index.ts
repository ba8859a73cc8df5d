export { appendEntry, entryInsert, type NewEntry } from './append.ts';
export { assessmentBody, commitAll, commitmentOf, readLeaves, SALT_BYTES } from './commitments.ts';
export { inclusionPath, leafHash, rootOfPath, treeRoot } from './merkle.ts';
export { type LogHead, logHead, sequence } from './sequencer.ts';
export { type LogFault, type LogReport, verifyLog } from './verify.ts';

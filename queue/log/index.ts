export { appendEntry, entryInsert, type NewEntry } from './append.ts';
export { inclusionPath, leafHash, rootOfPath, treeRoot } from './merkle.ts';
export { type LogHead, logHead, sequence } from './sequencer.ts';
export { assessmentBody, commitmentOf, type LogFault, type LogReport, verifyLog } from './verify.ts';

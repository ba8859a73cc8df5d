export { type CheckedDraw, checkDraws } from './check-draws.ts';
export { createOversight } from './create-oversight.ts';
export type {
  AuditDraw,
  AuditPick,
  AuditSummary,
  Difference,
  Finding,
  LogCheck,
  Oversight,
  ProcessRecord,
  ProcessStep,
  ReadContent,
  ReadLogEntry,
  Replay,
} from './port.ts';
export type { Replayer } from './replay.ts';

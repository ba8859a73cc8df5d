export { createDesk, type DeskOptions } from './desk.ts';
export { allowedSteps, STEPS, type Standing } from './machine.ts';
export type {
  Desk,
  ItemContent,
  ItemSummary,
  ListQuery,
  QueueCounts,
  Reveal,
  ReviewStep,
} from './port.ts';
export { LEASE_MINUTES, UNDO_MINUTES } from './port.ts';

export { type Captures, createCaptures } from './captures.ts';
export { forgetCare } from './care.ts';
export {
  type CaseItem,
  type CaseSummary,
  type Cases,
  type CaseView,
  type NameRequest,
  type OfferSummary,
  UNMASKED_MINUTES,
  type UnmaskedNames,
  type Unmasking,
  type WaitingRequest,
} from './case-port.ts';
export { createCases } from './cases.ts';
export { type FlaggedControl, plantControl, removeControls } from './control-planting.ts';
export { createDesk, type DeskOptions } from './desk.ts';
export { createDoubts, type Doubts } from './doubts.ts';
export { type ExportedItem, readExportedItem } from './export-contents.ts';
export type { ApprovedExport, ExportSummary, Exports, HandedOver } from './export-port.ts';
export { createExports } from './exports.ts';
export { type OfferPlace, readOfferPlace } from './indicator-contents.ts';
export { LEFT_MS, openSteps, putBack, STEPS, type Standing } from './machine.ts';
export type {
  Desk,
  ItemContent,
  ItemSummary,
  ListQuery,
  QueueCounts,
  Rest,
  Reveal,
  ReviewStep,
} from './port.ts';
export { LEASE_MINUTES, UNDO_MINUTES } from './port.ts';
export { createQuality, type Quality } from './quality.ts';
export type { OwnQuestion, Questions, ReadQuestion, WaitingQuestion } from './question-port.ts';
export { createQuestions } from './questions.ts';
export { readPost } from './read-post.ts';
export { createUnmasking } from './unmasking.ts';
export { removeAlarms, watchReviewers } from './watch.ts';

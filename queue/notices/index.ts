export { createNotices } from './notices.ts';
export type {
  NoticeDownload,
  NoticeOptions,
  NoticePreparation,
  NoticeSummary,
  Notices,
  NoticeView,
  PrintNotice,
} from './port.ts';
export type { NoticeStep } from './steps.ts';

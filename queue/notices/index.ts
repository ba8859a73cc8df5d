export type { PrintNotice } from './files.ts';
export { createNotices, type NoticeOptions } from './notices.ts';
export type {
  NoticeDownload,
  NoticePreparation,
  NoticeSummary,
  Notices,
  NoticeView,
} from './port.ts';
export type { NoticeStep } from './steps.ts';

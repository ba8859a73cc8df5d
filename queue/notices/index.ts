export type { PrintNotice } from './files.ts';
export { createNotices } from './notices.ts';
export type {
  NoticeDownload,
  NoticeOptions,
  NoticePreparation,
  NoticeSummary,
  Notices,
  NoticeView,
} from './port.ts';
export type { NoticeStep } from './steps.ts';

import type { NoticeWords } from '../messages/notices/notices-en.ts';
import { laterWords } from './later-words.ts';

export const {
  load: loadNoticeWords,
  text: nt,
  named: noticeNamed,
} = laterWords<NoticeWords>({
  en: async () => (await import('../messages/notices/notices-en.ts')).noticesEn,
  fr: async () => (await import('../messages/notices/notices-fr.ts')).noticesFr,
  es: async () => (await import('../messages/notices/notices-es.ts')).noticesEs,
  ar: async () => (await import('../messages/notices/notices-ar.ts')).noticesAr,
});
